using Entities.Destinations;
using Entities.Tests.World;
using Entities.Tunnels;
using Entities.Tunnels.Failover;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Failover;

/// <summary>Our LNS with a tunnel to a LAC by hand. The LNS dies, and its journal may have lost its tail; the LAC is the remote endpoint.</summary>
internal sealed class RecoveringScene
{
    /// <summary>The LAC's id of the recovery tunnel.</summary>
    public const ushort RecoveryId = 0x0D0D;

    /// <summary>What the LAC suggests: ours are 3 and 100 as in RFC 4951 Appendix A.</summary>
    public const ushort SuggestedNs = 3, SuggestedNr = 100;

    public RecoveringScene(ResynchMethod? method = null, bool speaksFailover = true, string secret = "")
    {
        var terms = WorldSettings.TermsWith(secret).With(method);
        World = new TunnelWorld(1, new WorldSettings { LacSecret = secret, Terms = terms });
        Old = HandPeer.AsLac(World);
        Old.Send(new Sccrp
        {
            HostName = "lac",
            FramingCapabilities = FramingType.Asynchronous,
            BearerCapabilities = BearerType.Analog,
            AssignedTunnelId = HandPeer.TunnelId,
            FailoverCapability = speaksFailover ? new FailoverCapability(true, true, 60_000) : null,
            ChallengeResponse = secret.Length == 0 ? null
                : TunnelAuthentication.Respond(MessageType.Sccrp, System.Text.Encoding.UTF8.GetBytes(secret), Old.Last<Sccrq>().Challenge!.Value.Span),
        }).Send(null);
    }

    public TunnelWorld World { get; }

    /// <summary>As it was before the failure.</summary>
    public HandPeer Old { get; }

    public HandTunnel Recovery { get; set; } = null!;

    public HandTunnel Recovered { get; private set; } = null!;

    public TunnelState OldState => World.Lns.States<TunnelState>(EntityKinds.Tunnel).Single(tunnel => tunnel.Recovers is null);

    public EntityId OldId => new TunnelKey(WorldNode.LnsAddress, Old.Theirs).Entity;

    /// <summary>The first call, as far as wanted: OCRP, OCCN.</summary>
    public RecoveringScene WithCall(ushort lacSession, bool isConnected = true, bool sequencing = false)
    {
        var request = Old.Last<Ocrq>();
        Old.Send(new Ocrp { AssignedSessionId = lacSession }, request.AssignedSessionId);
        if (isConnected)
            Old.Send(new Occn { TxConnectSpeed = 33600, Framing = FramingType.Asynchronous, SequencingRequired = sequencing }, request.AssignedSessionId);
        Old.Send(null);
        return this;
    }

    /// <param name="cut">Records that the journal has lost.</param>
    public RecoveringScene Restart(JournalTail tail = JournalTail.MayBeMissing, int cut = 0)
    {
        World.Lns.Crash();
        World.Lns.CutTail(cut);
        World.Lns.Tail = tail;
        // SCCRQ goes to tunnel id 0, all else to the id that the LAC assigns
        Recovery = new HandTunnel(World, World.Lns, WorldNode.LacAddress, 0);
        World.Lns.Start();
        World.Run(3);
        return this;
    }

    /// <summary>A silent takeover sends what is unacknowledged again, or a HELLO.</summary>
    public Passed Probe => World.Wire.Log.Last(passed => passed.From == World.Lns && !passed.IsZlb);

    public Sccrq Request => Recovery.All<Sccrq>().Last();

    /// <summary>SCCRP: Message Type 2, Protocol Version, Framing, Host Name "lac", Assigned Tunnel ID, and Suggested Control Sequence if wanted.</summary>
    public RecoveringScene Answer(bool suggests = true)
    {
        var asked = Request.AssignedTunnelId;
        Recovery = new HandTunnel(World, World.Lns, WorldNode.LacAddress, RecoveryId) { Theirs = asked, FixedNr = 1 };
        Recovered = new HandTunnel(World, World.Lns, WorldNode.LacAddress, HandPeer.TunnelId)
        {
            Theirs = Old.Theirs, NextNs = suggests ? SuggestedNr : (ushort)0, FixedNr = suggests ? SuggestedNs : (ushort)0,
        };
        Recovery.SendHex($"""
            8008 0000 0000 0002  8008 0000 0002 0100  800A 0000 0003 00000002  8009 0000 0007 6C6163  8008 0000 0009 {RecoveryId:X4}
            {(suggests ? $"000C 0000 004E 0000 {SuggestedNs:X4} {SuggestedNr:X4}" : "")}
            """);
        Recovered.FixedNr = null;
        return this;
    }
}
