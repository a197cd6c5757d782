using Shared.Messages;

namespace Entities.Calls.Lns;

internal static class LnsViews
{
    public static SessionView View(LnsCall call)
    {
        var view = new SessionView
        {
            State = State(call),
            LocalSessionId = call.SessionId,
            PeerSessionId = call.PeerSessionId,
            CallKey = call.Key,
            CalledNumber = call.Order.CalledNumber,
            CallSerialNumber = call.Placed.CallSerialNumber,
            TransmitBps = call.Connected?.TransmitBps ?? 0,
            ReceiveBps = call.Connected?.ReceiveBps ?? 0,
            User = call.Up?.User ?? "",
            LocalAddress = call.Up is { } a ? PppTerms.Address(a.Ppp.LocalAddress).ToString() : "",
            PeerAddress = call.Up is { } b ? PppTerms.Address(b.Ppp.PeerAddress).ToString() : "",
            AcctSessionId = call.Placed.AcctSessionId,
            PlacedUnixMs = call.Placed.AtUnixMs,
            ConnectedUnixMs = call.Connected?.AtUnixMs ?? 0,
            UpUnixMs = call.Up?.AtUnixMs ?? 0,
            VirtualRouter = call.Order.VirtualRouter,
            PppPhase = call.Ppp?.Phase.ToString() ?? "",
        };
        if (call.Up is { } up) view.AccessRoutes.AddRange(up.AccessRoutes.Select(PrefixText.Of));
        return view;
    }

    private static string State(LnsCall call) => call switch
    {
        { Ended: not null } => "ended",
        { Up: not null } => "up",
        { Connected: not null } => "ppp",
        { Answered: not null } => "dialling",
        _ => "requested",
    };
}
