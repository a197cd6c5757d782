using System.Net;
using Entities.Destinations;
using Entities.Tests.DialOut;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Destinations;

internal sealed class DestinationPolicy : IDestinationPolicy
{
    public DestinationSettings Settings { get; set; } = DestinationSettings.Default;

    public DestinationSettings For(DestinationKey destination) => Settings;
}

/// <summary>A destination with what its tests say often.</summary>
internal sealed class DestinationRig
{
    public const string Key = "127.0.0.1:1701|127.0.0.2:1701";

    public DestinationRig(int seed = 1) => Rig = new EntityRig(new DestinationKind(Policy), Key, seed);

    public DestinationPolicy Policy { get; } = new();

    public EntityRig Rig { get; }

    public Destination State => (Destination)Rig.State;

    public DestinationTunnel Only => State.Tunnels.Values.Single();

    public IReadOnlyList<Effect> Effects => Rig.Effects;

    public static string Call(int number) => $"{Given.Session}#{number}";

    public static TunnelTerms Terms(string assignment = "", string secret = "secret", uint maximum = 0) => new()
    {
        Local = IPEndPoint.Parse("127.0.0.1:1701").ToMessage(), Peer = IPEndPoint.Parse("127.0.0.2:1701").ToMessage(), LocalName = "lns",
        AssignmentId = assignment, Secret = ByteString.CopyFromUtf8(secret), MaximumSessions = maximum,
    };

    public DestinationRig Tell(IMessage command)
    {
        Rig.Tell(command);
        return this;
    }

    public DestinationRig Place(int call, TunnelTerms? terms = null, bool force = false) =>
        Tell(new PlaceCall { Order = new CallOrder { CallKey = Call(call), CalledNumber = "1", Tunnel = terms ?? Terms() }, Force = force });

    public DestinationRig Load(ushort id, bool established, params int[] calls) =>
        Tell(new TunnelLoad { TunnelId = id, Established = established, CallKeys = { calls.Select(Call) }, PeerTunnelId = 99 });

    public DestinationRig TunnelFails(ushort id, params int[] requeue) =>
        Tell(new TunnelClosed { TunnelId = id, Failed = true, Text = "no answer", Requeue = { requeue.Select(Call) } });

    public DestinationRig Sccrq(ushort assigned, ulong? tie = null) => Tell(new Datagram
    {
        Local = IPEndPoint.Parse("127.0.0.1:1701").ToMessage(), Peer = IPEndPoint.Parse("127.0.0.2:1701").ToMessage(),
        Payload = ByteString.CopyFrom(Messages.Sccrq(assigned, tie)),
    });

    public DestinationRig StopCcn(ushort assigned, ushort ns = 0, ushort nr = 1) =>
        Tell(new Datagram { Payload = ByteString.CopyFrom(Messages.StopCcn(assigned, ns, nr)) });

    public DestinationRig Fires(string timer, TimeSpan after)
    {
        Rig.Pass(after);
        return Tell(new TimerFired { Name = timer });
    }

    public IEnumerable<(ushort Tunnel, T Command)> ToTunnels<T>() where T : IMessage => Effects.OfType<TellEntity>()
        .Where(tell => tell.To.Kind == EntityKinds.Tunnel && tell.Command is T)
        .Select(tell => (TunnelKey.Parse(tell.To.Key).TunnelId, (T)tell.Command));

    public CallRefused Refusal => Effects.OfType<TellEntity>().Where(tell => tell.To == new EntityId(EntityKinds.DialOutSession, Given.Session))
        .Select(tell => tell.Command).OfType<CallRefused>().Single();
}

/// <summary>Control messages by hand, RFC 2661 §3.1 and §4.1.</summary>
internal static class Messages
{
    /// <summary>
    /// Tunnel id 0, Ns 0, Nr 0; Message Type, Protocol Version, Framing Capabilities, Host Name "lac", Assigned Tunnel ID, Tie
    /// Breaker.
    /// </summary>
    public static byte[] Sccrq(ushort assigned, ulong? tie, ushort nr = 0) => Message(nr,
    [
        "8008 0000 0000 0001", "8008 0000 0002 0100", "800A 0000 0003 00000003", "8009 0000 0007 6C6163",
        $"8008 0000 0009 {assigned:X4}", .. tie is null ? [] : new[] { $"000E 0000 0005 {tie:X16}" },
    ]);

    /// <summary>The same with Tunnel Recovery (RFC 4951 §5.2): the sender's id of the old tunnel, then ours.</summary>
    public static byte[] RecoverySccrq(ushort assigned, ulong? tie, ushort theirs, ushort ours) => Message(0,
    [
        "8008 0000 0000 0001", "8008 0000 0002 0100", "800A 0000 0003 00000003", "8009 0000 0007 6C6163",
        $"8008 0000 0009 {assigned:X4}", .. tie is null ? [] : new[] { $"000E 0000 0005 {tie:X16}" },
        $"8010 0000 004D 0000 0000 {theirs:X4} 0000 {ours:X4}",
    ]);

    /// <summary>Message Type, Assigned Tunnel ID, Result Code 1.</summary>
    public static byte[] StopCcn(ushort assigned, ushort ns, ushort nr) =>
        Message(nr, ["8008 0000 0000 0004", $"8008 0000 0009 {assigned:X4}", "8008 0000 0001 0001"], ns);

    private static byte[] Message(ushort nr, IEnumerable<string> avps, ushort ns = 0)
    {
        var body = Convert.FromHexString(string.Concat(avps).Replace(" ", ""));
        return [.. Convert.FromHexString($"C802{body.Length + 12:X4}00000000{ns:X4}{nr:X4}"), .. body];
    }
}
