using Entities.Destinations;
using Google.Protobuf;
using Shared.Messages;

namespace Entities.DialOut.Sessions;

/// <summary>What an operator is shown.</summary>
internal static class Status
{
    public static DialOutSessionStatus Of(DialOutSession session, DialOutRouteSettings? route, DateTimeOffset now) => new()
    {
        Session = session.Key.ToString(),
        VirtualRouter = session.Key.VirtualRouter,
        Target = session.Key.Prefix.ToMessage(),
        Trigger = ByteString.CopyFrom(session.Key.Destination.GetAddressBytes()),
        Domain = route?.Domain ?? "",
        Profile = session.Grant?.Profile?.Name ?? route?.Profile.Name ?? "",
        State = session.State,
        SinceUnixMs = session.Since.ToUnixTimeMilliseconds(),
        TimerRunning = session.Until is not null,
        TimerLeftMs = session.Until is { } due ? Math.Max(0, (long)(due - now).TotalMilliseconds) : 0,
        BackOffMs = (long)session.BackOff.TotalMilliseconds,
        Buffered = (uint)session.Buffer.Count,
        CallKey = session.CallKey ?? "",
        TunnelKey = session.Up?.TunnelKey ?? session.Accepted?.TunnelKey ?? "",
        SessionId = session.Up?.SessionId ?? session.Accepted?.SessionId ?? 0,
        Lac = session.Lac?.Peer,
        LacName = session.Up?.Lac ?? "",
        CalledNumber = session.Grant?.CalledNumber ?? "",
        MinimumBps = session.Grant?.MinimumBps ?? 0,
        MaximumBps = session.Grant?.MaximumBps ?? 0,
        TransmitBps = session.Up?.TransmitBps ?? 0,
        ReceiveBps = session.Up?.ReceiveBps ?? 0,
        User = session.Up?.User ?? "",
        LocalAddress = session.Up?.LocalAddress ?? ByteString.Empty,
        PeerAddress = session.Up?.PeerAddress ?? ByteString.Empty,
        AccessRoutes = { session.Up?.AccessRoutes ?? [] },
        LastResult = session.LastResult,
        Counters = session.Counters.ToMessage(),
    };
}
