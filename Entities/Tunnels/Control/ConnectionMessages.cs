using System.Net;
using Entities.Destinations;
using Entities.Tunnels.Failover;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages.Entities;
using Shared.Messages;

namespace Entities.Tunnels.Control;

/// <summary>The messages of control connection establishment, built from state and settings (RFC 2661 §6.1–6.3).</summary>
internal static class ConnectionMessages
{
    public static Sccrq Sccrq(TunnelTurn turn)
    {
        var opening = turn.State.Opening!;
        return new()
        {
            HostName = opening.Terms.LocalName is { Length: > 0 } name ? name : turn.Settings.HostName,
            FramingCapabilities = (FramingType)turn.Settings.FramingCapabilities,
            BearerCapabilities = (BearerType)turn.Settings.BearerCapabilities,
            AssignedTunnelId = turn.State.Key.TunnelId,
            ReceiveWindowSize = TunnelEvolution.ReceiveWindow(turn.Settings, opening.Terms),
            Challenge = opening.Challenge.IsEmpty ? null : opening.Challenge.Memory,
            TieBreaker = opening.TieBreaker,
            FirmwareRevision = turn.Settings.FirmwareRevision,
            VendorName = turn.Settings.VendorName,
            // a recovery tunnel says which tunnel it is for, and nothing of its own recovery (RFC 4951 §3.2.1)
            FailoverCapability = opening.Recovers is null ? FailoverTerms.Ours : null,
            TunnelRecovery = opening.Recovers is { } old ? new TunnelRecovery((ushort)old.TunnelId, (ushort)old.PeerTunnelId) : null,
        };
    }

    public static Sccrp Sccrp(TunnelTurn turn)
    {
        var accepting = turn.State.Accepting!;
        return new()
        {
            HostName = accepting.LocalName,
            FramingCapabilities = (FramingType)turn.Settings.FramingCapabilities,
            BearerCapabilities = (BearerType)turn.Settings.BearerCapabilities,
            AssignedTunnelId = turn.State.Key.TunnelId,
            ReceiveWindowSize = turn.Settings.ReceiveWindowSize,
            Challenge = accepting.Challenge.IsEmpty ? null : accepting.Challenge.Memory,
            ChallengeResponse = Response(turn, MessageType.Sccrp),
            FirmwareRevision = turn.Settings.FirmwareRevision,
            VendorName = turn.Settings.VendorName,
            FailoverCapability = accepting.Recovers is null ? FailoverTerms.Ours : null,
            SuggestedControlSequence = accepting.Recovers is null ? null
                : new SuggestedControlSequence((ushort)accepting.SuggestedNs, (ushort)accepting.SuggestedNr),
        };
    }

    public static Scccn Scccn(TunnelTurn turn) => new() { ChallengeResponse = Response(turn, MessageType.Scccn) };

    public static PeerIntroduced Introduction(Sccrq said, IPEndPoint peer) => Introduction(peer, said.AssignedTunnelId, said.HostName,
        said.VendorName, said.FirmwareRevision, said.FramingCapabilities, said.BearerCapabilities, said.ReceiveWindowSize, said.Challenge, said.FailoverCapability);

    public static PeerIntroduced Introduction(Sccrp said, IPEndPoint peer) => Introduction(peer, said.AssignedTunnelId, said.HostName,
        said.VendorName, said.FirmwareRevision, said.FramingCapabilities, said.BearerCapabilities, said.ReceiveWindowSize, said.Challenge, said.FailoverCapability);

    private static PeerIntroduced Introduction(IPEndPoint peer, ushort tunnelId, string hostName, string? vendor, ushort? firmware,
        FramingType framing, BearerType? bearer, ushort? window, ReadOnlyMemory<byte>? challenge, FailoverCapability? failover)
    {
        var introduced = new PeerIntroduced
        {
            Peer = peer.ToMessage(),
            PeerTunnelId = tunnelId,
            HostName = hostName,
            VendorName = vendor ?? "",
            FirmwareRevision = firmware ?? 0u,
            FramingCapabilities = (uint)framing,
            ReceiveWindowSize = window ?? ControlChannelSettings.DefaultPeerWindow,
            Challenge = challenge is { } octets ? ByteString.CopyFrom(octets.Span) : ByteString.Empty,
            FailoverBits = FailoverTerms.BitsOf(failover),
            RecoveryTimeMs = failover?.RecoveryTimeMs ?? 0,
        };
        if (bearer is { } bits) introduced.BearerCapabilities = (uint)bits;
        return introduced;
    }

    private static byte[]? Response(TunnelTurn turn, MessageType carrier) =>
        turn.State.Peer is { Challenge.IsEmpty: false } peer
            ? TunnelAuthentication.Respond(carrier, turn.State.Secret.Span, peer.Challenge.Span)
            : null;
}
