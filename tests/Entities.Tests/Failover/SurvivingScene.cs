using Entities.Tests.World;
using Protocols.L2tp;

namespace Entities.Tests.Failover;

/// <summary>
/// Our LAC with a tunnel that an LNS by hand opened; the LNS has died, and speaks again from a recovery tunnel. Everything it sends there is
/// put together from the figures of RFC 2661 §4.4 and RFC 4951 §5, octet by octet.
/// </summary>
internal sealed class SurvivingScene
{
    /// <summary>The LNS's id of the recovery tunnel, "a new one".</summary>
    public const ushort RecoveryId = 0x0C0C;

    public SurvivingScene(FailoverCapability? says = null, bool saysNothing = false)
    {
        World = new TunnelWorld(1, HandPeer.Open());
        Old = HandPeer.AsLns(World, new Sccrq
        {
            HostName = "lns",
            FramingCapabilities = FramingType.Asynchronous,
            AssignedTunnelId = HandPeer.TunnelId,
            ReceiveWindowSize = 16,
            FailoverCapability = saysNothing ? null : says ?? new FailoverCapability(true, true, 60_000),
        }).Send(new Scccn()).Send(null);
        Recovery = new HandTunnel(World, World.Lac, WorldNode.LnsAddress, RecoveryId);
    }

    public TunnelWorld World { get; }

    public HandPeer Old { get; }

    public HandTunnel Recovery { get; }

    /// <summary>The old tunnel as it goes on after the reset.</summary>
    public HandTunnel? Recovered { get; private set; }

    public Entities.Tunnels.TunnelState OldState => World.Lac.States<Entities.Tunnels.TunnelState>(Shared.Messages.Entities.EntityKinds.Tunnel)
        .Single(tunnel => tunnel.Recovers is null);

    /// <summary>A call in the established state at the LAC.</summary>
    /// <returns>The LAC's session id.</returns>
    public ushort WithCall(ushort sessionId, bool isAnswered = true)
    {
        World.Lac.Network[$"55{sessionId}"] = isAnswered ? Shared.Messages.LineEventKind.LineConnected : Shared.Messages.LineEventKind.LineEventUnspecified;
        Old.Send(HandPeer.Request(sessionId, $"55{sessionId}"));
        World.Run(4);
        Old.Send(null);
        return Old.All<Ocrp>().Last().AssignedSessionId;
    }

    /// <summary>
    /// SCCRQ: Message Type 1, Protocol Version, Framing Capabilities, Host Name "lns", Assigned Tunnel ID, Tie Breaker, Tunnel Recovery (M 1,
    /// length 16; reserved; reserved, Recover Tunnel ID; reserved, Recover Remote Tunnel ID).
    /// </summary>
    public SurvivingScene Ask(ushort? recover = null, ushort? remote = null, ulong tie = 0x0102030405060708)
    {
        Recovery.Theirs = 0;
        Recovery.SendHex($"""
            8008 0000 0000 0001  8008 0000 0002 0100  800A 0000 0003 00000002  8009 0000 0007 6C6E73
            8008 0000 0009 {RecoveryId:X4}  000E 0000 0005 {tie:X16}
            8010 0000 004D 0000 0000 {recover ?? HandPeer.TunnelId:X4} 0000 {remote ?? Old.Theirs:X4}
            """);
        if (Recovery.All<Sccrp>().LastOrDefault() is { } reply) Recovery.Theirs = reply.AssignedTunnelId;
        return this;
    }

    /// <summary>SCCCN, whereupon the LAC resets the old tunnel; then the LNS goes on with the numbers that it was told.</summary>
    public SurvivingScene Complete()
    {
        var suggested = Recovery.Last<Sccrp>().SuggestedControlSequence!;
        Recovered = new HandTunnel(World, World.Lac, WorldNode.LnsAddress, HandPeer.TunnelId)
        {
            Theirs = Old.Theirs, NextNs = suggested.Ns, FixedNr = suggested.Nr,
        };
        Recovery.SendHex("8008 0000 0000 0003");
        World.Run(0.2);
        Recovered.FixedNr = null;
        return this;
    }
}
