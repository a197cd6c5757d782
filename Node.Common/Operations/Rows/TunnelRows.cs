using System.Net;
using Shared.Messages;

namespace Node.Common.Operations.Rows;

/// <summary>From what tunnels and destinations answer to what operators read; the same on both nodes.</summary>
public static class TunnelRows
{
    public static TunnelRow Tunnel(TunnelView t) => new(t.Tunnel, IPEndPoint.Parse(t.Local), IPEndPoint.Parse(t.Peer), (int)t.LocalTunnelId,
        (int)t.PeerTunnelId, Text(t.PeerHostName), Kebab.Of(t.State), (int)t.Sessions, (int)t.NextNs, (int)t.NextNr, (int)t.Unacknowledged,
        (int)t.PeerWindow, Text(t.AssignmentId), SecondsSince(t.EstablishedUnixMs), Text(t.PeerFailover),
        (int)(t.PeerRecoveryTimeMs / 1000), t.Failover, SecondsSince(t.RecoveredUnixMs));

    public static SessionRow Session(TunnelView tunnel, SessionView s, TrafficCounters? traffic) => new(
        $"{tunnel.Tunnel}/{s.LocalSessionId}", tunnel.Tunnel, (int)s.LocalSessionId, (int)s.PeerSessionId, IPEndPoint.Parse(tunnel.Peer).Address,
        Kebab.Of(s.State), Text(s.PppPhase), Text(s.VirtualRouter), Text(s.CalledNumber), Text(s.Line), Text(s.User),
        Address(s.LocalAddress), Address(s.PeerAddress), Speed(s.TransmitBps), Speed(s.ReceiveBps), Text(s.AcctSessionId),
        (long?)traffic?.InputOctets, (long?)traffic?.OutputOctets, (long?)traffic?.InputPackets, (long?)traffic?.OutputPackets,
        SecondsSince(s.UpUnixMs != 0 ? s.UpUnixMs : s.ConnectedUnixMs));

    public static DestinationRow Destination(DestinationStatus d)
    {
        var (local, peer) = (Address(d.Local), Address(d.Peer));
        return new DestinationRow(d.Destination, local, peer, State(d), Kebab.Of(d.Administrative.ToString()), d.Tunnels.Count, (int)d.Sessions,
            (int)d.Tunnels.Sum(t => t.MaximumSessions), d.LockedOut ? SecondsUntil(d.LockedOutUntilUnixMs) : null, Text(d.LockoutReason));
    }

    private static string State(DestinationStatus d) => d switch
    {
        { Effective: AdministrativeState.Drain } => "draining",
        { Effective: AdministrativeState.AdminDisabled } => "disabled",
        { LockedOut: true } when d.Tunnels.Any(t => t.Test) => "testing",
        { LockedOut: true } => "locked-out",
        _ => "usable",
    };

    private static IPAddress Address(Endpoint endpoint) => new(endpoint.Address.Span);

    private static IPAddress? Address(string text) => IPAddress.TryParse(text, out var address) ? address : null;

    private static string? Text(string text) => text.Length == 0 ? null : text;

    private static long? Speed(uint bps) => bps == 0 ? null : bps;

    private static long? SecondsSince(long unixMs) =>
        unixMs == 0 ? null : (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - unixMs) / 1000;

    private static int SecondsUntil(long unixMs) =>
        (int)Math.Max(0, (unixMs - TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()) / 1000);
}
