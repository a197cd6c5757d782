using System.Net;
using Entities.Destinations;
using Google.Protobuf;
using Lns.Node.Configuration;
using Node.Common.Operations;
using Node.Common.Operations.Rows;
using Shared.Messages;

namespace Lns.Node.Composition;

/// <summary>From what dial-out entities answer to what operators read.</summary>
internal static class LnsRows
{
    public static RouteRow Target(VirtualRouterOptions router, DialOutRouteOptions route, DialOutRouteStatus? status, int sessions) => new(
        router.Name, route.Prefix, "dial-out", Operational(status?.Operational), Kebab.Of(route.AdministrativeState.ToString()),
        route.Domain, route.Profile, sessions, null);

    public static IEnumerable<RouteRow> AccessRoutes(DialOutSessionStatus session) => session.AccessRoutes.Select(route => new RouteRow(
        session.VirtualRouter, route.ToIPNetwork(), "access", "in-service", null, session.Domain, session.Profile, null, session.Session));

    public static DialOutRow DialOut(DialOutSessionStatus s)
    {
        var result = s.LastResult;
        return new DialOutRow(s.Session, s.VirtualRouter, s.Target.ToIPNetwork(), Address(s.Trigger) ?? IPAddress.None, Kebab.Of(s.State.ToString()),
            s.TimerRunning ? (int)Math.Ceiling(s.TimerLeftMs / 1000.0) : null, (int)s.Counters.DialOutsRequested, (int)s.Buffered,
            s.Lac is null ? null : s.Lac.ToIPEndPoint().Address, TunnelId(s.TunnelKey), s.SessionId == 0 ? null : (int)s.SessionId,
            Text(s.CalledNumber), Speed(s.TransmitBps), Speed(s.ReceiveBps), Text(s.User), Address(s.LocalAddress), Address(s.PeerAddress),
            result is null ? null : (int)result.Result, result is null ? null : (int)result.Error, Text(result?.Text));
    }

    private static string Operational(RouteOperationalState? state) => state switch
    {
        RouteOperationalState.Inhibited => "inhibited",
        RouteOperationalState.Down => "down",
        _ => "in-service",
    };

    private static int? TunnelId(string key) => TunnelKey.TryParse(key, out var tunnel) ? tunnel!.TunnelId : null;

    private static IPAddress? Address(ByteString octets) => octets.Length is 4 or 16 ? new IPAddress(octets.Span) : null;

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static long? Speed(uint bps) => bps == 0 ? null : bps;
}
