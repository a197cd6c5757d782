using Entities.Destinations;
using Entities.Tunnels;
using Google.Protobuf;
using Shared.Messages.Entities;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Entities.Calls.Lns;

/// <summary>IPCP is up: the access routes take the dial-out route's place, accounting starts, the dial-out session is told.</summary>
internal static class NetworkLayer
{
    private const uint HostPrefixLength = 32;

    public static void Up(TunnelTurn turn, LnsCall call)
    {
        if (call.Ppp?.Negotiated is not { } negotiated) return;
        if (call.Up is not null)
        {
            Renew(turn, call, PppTerms.Facts(negotiated));
            return;
        }
        var profile = call.Profile ?? new PeerProfile();
        var ordered = call.Order.Profile;
        var up = new CallNetworkUp
        {
            SessionId = call.SessionId,
            Ppp = PppTerms.Facts(negotiated),
            User = negotiated.PeerName ?? "",
            IdleTimeoutSeconds = profile.IdleTimeoutSeconds ?? ordered.IdleTimeoutSeconds,
            SessionTimeoutSeconds = profile.SessionTimeoutSeconds ?? ordered.SessionTimeoutSeconds,
            InterimIntervalSeconds = CallClocks.InterimSeconds(profile.InterimIntervalSeconds, ordered.InterimIntervalSeconds),
            AtUnixMs = turn.NowUnixMs,
        };
        up.AccessRoutes.AddRange(profile.Routes);
        if (up.AccessRoutes.Count == 0)
            up.AccessRoutes.Add(new Prefix { Address = up.Ppp.PeerAddress, Length = HostPrefixLength });
        up.Class.AddRange(profile.Class);
        turn.Apply(up);
        call = LnsCalls.Get(turn.State, call.SessionId);
        turn.Report(Milestone.NetworkUp, $"{negotiated.Network.LocalAddress} – {negotiated.Network.PeerAddress}",
            ("session", call.SessionId), ("call", call.Key), ("user", up.User), ("address", negotiated.Network.PeerAddress));
        InstallForwarding(turn, call);
        turn.Report(Milestone.RouteInstalled, string.Join(", ", up.AccessRoutes.Select(PrefixText.Of)),
            ("session", call.SessionId), ("call", call.Key));
        PppDesk.SendSliLate(turn, call, negotiated.Lcp);
        AccountingRecords.Queue(turn, call, AcctStatusType.Start);
        CallClocks.Arm(turn, call);
        DialOutTeller.Tell(turn, call.Key, LnsCalls.UpMessage(turn.State, call));
    }

    /// <summary>The link was negotiated anew under the same call: what it agreed on now is what a takeover has to know.</summary>
    private static void Renew(TunnelTurn turn, LnsCall call, PppFacts facts)
    {
        if (call.Up!.Ppp.Equals(facts) && !call.IsRenegotiating) return;
        var up = call.Up.Clone();
        up.Ppp = facts;
        turn.Apply(up);
        InstallForwarding(turn, LnsCalls.Get(turn.State, call.SessionId));
    }

    public static void InstallForwarding(TunnelTurn turn, LnsCall call, bool restartsSequence = false, bool isResuming = false) =>
        turn.Do(new InstallForwarding(Entry(turn.State, call, restartsSequence, isResuming)));

    /// <summary>The call's row of the forwarding table, once the LAC has answered; without routes while PPP is not up.</summary>
    public static ForwardingEntry Entry(TunnelState tunnel, LnsCall call, bool restartsSequence = false, bool isResuming = false)
    {
        var entry = new ForwardingEntry
        {
            VirtualRouter = call.Order.VirtualRouter,
            Local = tunnel.Key.Local.ToMessage(),
            Peer = tunnel.PeerEndpoint.ToMessage(),
            LocalTunnelId = tunnel.Key.TunnelId,
            LocalSessionId = call.SessionId,
            PeerTunnelId = tunnel.PeerTunnelId,
            PeerSessionId = call.PeerSessionId,
            TunnelKey = tunnel.Key.ToString(),
            PeerMru = call.Up?.Ppp.PeerMru ?? 0,
            LocalMagic = call.Up?.Ppp.LocalMagic ?? 0,
            Sequencing = call.Connected?.Sequencing ?? false,
            LcpOpened = call.Up is not null,
            RestartSequence = restartsSequence,
        };
        if (entry.Sequencing)
            (entry.SequenceReserved, entry.SkipReserved) = (call.SequenceReserved, isResuming);
        if (call is { Up: { } up, Ended: null })
        {
            entry.AccessRoutes.AddRange(up.AccessRoutes);
            entry.Sources.AddRange(up.AccessRoutes);
            entry.Sources.Add(new Prefix { Address = up.Ppp.PeerAddress, Length = HostPrefixLength });
        }
        return entry;
    }
}
