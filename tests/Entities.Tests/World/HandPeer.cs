using System.Net;
using Protocols.L2tp;

namespace Entities.Tests.World;

/// <summary>A peer that says what a test wants, in order and with the right numbers: the node in whose seat it sits is down.</summary>
internal sealed class HandPeer
{
    /// <summary>The tunnel id that it assigns.</summary>
    public const ushort TunnelId = 77;

    private readonly TunnelWorld world;
    private readonly WorldNode node;
    private readonly int before;

    /// <param name="node">Whom it speaks to.</param>
    public HandPeer(TunnelWorld world, WorldNode node)
    {
        (this.world, this.node, before) = (world, node, world.Wire.Log.Count);
        world.Nodes.Single(other => other != node).Crash();
        From = node == world.Lns ? WorldNode.LacAddress : WorldNode.LnsAddress;
    }

    public IPEndPoint From { get; set; }

    public ushort NextNs { get; set; }

    /// <summary>The node's id for the tunnel.</summary>
    public ushort Theirs { get; set; }

    /// <summary>Messages of the node, once each.</summary>
    public IReadOnlyList<Passed> Heard => [.. world.Wire.Log.Skip(before).Where(passed => passed.From == node && !passed.IsZlb).DistinctBy(passed => passed.Header.Ns)];

    public ushort Nr => (ushort)(Heard.Count == 0 ? 0 : Heard.Max(passed => passed.Header.Ns) + 1);

    /// <summary>No secret, so that nothing needs to be proved; tests of the secret have two real ends.</summary>
    public static WorldSettings Open(WorldSettings? settings = null) =>
        (settings ?? new WorldSettings()) with { LacSecret = "", Terms = WorldSettings.TermsWith("") };

    /// <summary>In the LAC's seat, with a call placed: the LNS has sent SCCRQ.</summary>
    public static HandPeer AsLac(TunnelWorld world, int calls = 1)
    {
        var peer = new HandPeer(world, world.Lns);
        for (var call = 1; call <= calls; call++)
            world.Place(call);
        world.Run(0.1);
        peer.Theirs = peer.Last<Sccrq>().AssignedTunnelId;
        return peer;
    }

    /// <summary>In the LAC's seat, tunnel up, and OCRQ heard.</summary>
    public static HandPeer AsLacWithTunnel(TunnelWorld world, BearerType? bearer = BearerType.Analog)
    {
        var peer = AsLac(world);
        return peer.Send(new Sccrp { HostName = "lac", FramingCapabilities = FramingType.Asynchronous, BearerCapabilities = bearer, AssignedTunnelId = TunnelId })
            .Send(null);
    }

    /// <summary>In the LNS's seat: the LAC has answered SCCRQ.</summary>
    public static HandPeer AsLns(TunnelWorld world, Sccrq? sccrq = null)
    {
        var peer = new HandPeer(world, world.Lac);
        peer.Send(sccrq ?? new Sccrq { HostName = "lns", FramingCapabilities = FramingType.Asynchronous, AssignedTunnelId = TunnelId });
        if (peer.Heard.Select(passed => passed.Message).OfType<Sccrp>().SingleOrDefault() is { } reply) peer.Theirs = reply.AssignedTunnelId;
        return peer;
    }

    public static HandPeer AsLnsWithTunnel(TunnelWorld world) => AsLns(world).Send(new Scccn()).Send(null);

    public T Last<T>() where T : ControlMessage => Heard.Select(passed => passed.Message).OfType<T>().Last();

    public IEnumerable<T> All<T>() where T : ControlMessage => Heard.Select(passed => passed.Message).OfType<T>();

    public static Ocrq Request(ushort sessionId = 5, string number = TunnelWorld.Number) => new()
    {
        AssignedSessionId = sessionId,
        CallSerialNumber = sessionId,
        MinimumBps = 2400,
        MaximumBps = 64000,
        Bearer = BearerType.Analog,
        Framing = FramingType.Asynchronous,
        CalledNumber = number,
    };

    /// <param name="message">Null: a ZLB.</param>
    /// <param name="sessionId">The node's id.</param>
    public HandPeer Send(ControlMessage? message, ushort sessionId = 0) => SendBody(message is null ? [] : ControlMessageCodec.Write(message), sessionId);

    public HandPeer SendBody(byte[] body, ushort sessionId = 0)
    {
        var datagram = new byte[L2tpHeader.ControlLength + body.Length];
        L2tpHeader.WriteControl(datagram, Theirs, sessionId, NextNs, Nr, body.Length);
        body.CopyTo(datagram, L2tpHeader.ControlLength);
        if (body.Length > 0) NextNs++;
        world.Wire.Inject(node, From, datagram);
        world.Run(0.1);
        return this;
    }
}
