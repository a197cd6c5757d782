using System.Net;
using Engine;
using Engine.Journal;
using Engine.Standby;
using Lns.Node.Composition;
using Lns.Node.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Common;
using Platform;
using Protocols.Ip;
using Protocols.L2tp;
using Shared.Messages.Entities;

namespace Lns.Node.Standby;

/// <summary>
/// A standby's take-over, played where it counts for nothing: on a directory of its own, with a port and a packet socket of its own and calls to
/// nobody. The runtime compiles a method when it runs first, and well when it has run often; a process that has only waited would compile all of a take-over
/// while calls wait for it.
/// </summary>
internal static class Rehearsal
{
    private const int PingOctets = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A standby that has just come reads the journal first, and a machine that starts many processes has other things to do.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    /// <summary>The runtime begins to count a method's calls when nothing new has run for a while, and compiles it well after 30 of them.</summary>
    private const int Plays = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Whatever goes wrong, the standby stays as good as it was before.</summary>
    /// <param name="isTooLate">The take-over itself has begun.</param>
    public static async Task TryRun(LnsOptions options, TimeProvider time, ILogger log, Func<bool> isTooLate)
    {
        await Task.Delay(Delay, time);
        for (var play = 0; play < Plays && !isTooLate(); play++)
        {
            await TryPlay(options, time, log);
            await Task.Delay(Interval, time);
        }
    }

    private static async Task TryPlay(LnsOptions options, TimeProvider time, ILogger log)
    {
        var directory = Directory.CreateTempSubdirectory("bras-rehearsal-").FullName;
        try
        {
            var begin = time.GetTimestamp();
            await Play(Scratch(options, directory), time).WaitAsync(Patience, time);
            StandbyLog.Rehearsed(log, time.GetElapsedTime(begin).TotalMilliseconds);
        }
        catch (Exception e)
        {
            StandbyLog.RehearsalFailed(log, e);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>The node as it is configured, but with nothing that anybody else could notice.</summary>
    private static LnsOptions Scratch(LnsOptions options, string directory)
    {
        using var free = UdpPort.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return options with
        {
            DataDirectory = directory, KeyFile = null, CaptureFile = null, OperationsSocket = Path.Combine(directory, "operations"), RadiusGroups = [],
            L2tp = options.L2tp with { Endpoints = [new() { Address = IPAddress.Loopback, Port = free.Local.Port }] },
            VirtualRouters = [options.VirtualRouters[0] with { Device = $"unix:{Path.Combine(directory, "packets")}" }],
        };
    }

    private static async Task Play(LnsOptions options, TimeProvider time)
    {
        var kinds = LnsEngine.Kinds(options);
        await Write(options, kinds, time);
        var directory = DataDirectory.TryOpen(options.DataDirectory, isKnownToTakeData: true)!;
        using var inheritance = new Inheritance();
        var follower = new JournalFollower(LnsEngine.Settings(options), kinds);
        follower.Read();
        using var estate = new Estate(directory, inheritance, kinds, follower);
        await using var node = new LnsNode(options, NullLoggerFactory.Instance, inheritance,
            (hands, forwarder) => new EmbeddedEngine(options, estate, hands, forwarder, NullLoggerFactory.Instance));
        await node.StartAsync();
        Exchange(options);
        await node.View.TunnelsAsync(CancellationToken.None);
    }

    private static async Task Write(LnsOptions options, IReadOnlyCollection<IEntityKind> kinds, TimeProvider time)
    {
        await using var engine = new EntityEngine(LnsEngine.Settings(options), kinds.Select(kind => new ScriptedKind(kind)), new NoHands(), time,
            () => new CryptographicRandom());
        await engine.StartAsync();
        foreach (var (entity, written) in RehearsalScript.Events(options, time.GetUtcNow().ToUnixTimeMilliseconds()))
            engine.Tell(entity, written);
        await engine.WhenIdle();
    }

    /// <summary>A packet for the site, and a control message from a stranger: both ways into the data path.</summary>
    private static void Exchange(LnsOptions options)
    {
        var device = options.VirtualRouters[0].Device["unix:".Length..];
        using var home = UnixPacketDevice.Bind(device + ".home", device);
        var packet = new byte[IcmpEcho.Measure(PingOctets)];
        if (Ipv4Address.TryFrom(IPAddress.Loopback, out var from) && Ipv4Address.TryFrom(RehearsalScript.Site, out var to))
            IcmpEcho.WriteRequest(packet, from, to, 1, 1, new byte[PingOctets]);
        home.Write(packet);
        using var stranger = UdpPort.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = stranger.Peer(new IPEndPoint(IPAddress.Loopback, options.L2tp.Endpoints[0].Port));
        var control = new byte[L2tpHeader.ControlLength];
        L2tpHeader.WriteControl(control, 1, 0, 1, 1, 0);
        stranger.Send(control, port);
        var data = new byte[L2tpHeader.DataLength(false, false, null) + packet.Length];
        packet.CopyTo(data.AsSpan(L2tpHeader.WriteData(data, 1, 1)));
        stranger.Send(data, port);
    }

    private sealed class NoHands : IEffectPerformer
    {
        public void Perform(EntityId self, Effect effect) { }
    }
}
