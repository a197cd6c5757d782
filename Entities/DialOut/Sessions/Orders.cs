using Google.Protobuf;
using Shared.Messages;

namespace Entities.DialOut.Sessions;

/// <summary>The order that a session gives, and the words for what came of it.</summary>
internal static class Orders
{
    public static CallOrder Of(DialOutSession session)
    {
        var grant = session.Grant!;
        return new CallOrder
        {
            CallKey = session.CallKey,
            VirtualRouter = session.Key.VirtualRouter,
            CalledNumber = grant.CalledNumber,
            SubAddress = grant.SubAddress,
            MinimumBps = grant.MinimumBps,
            MaximumBps = grant.MaximumBps,
            Bearer = grant.Bearer,
            PppUsername = grant.PppUsername,
            PppPassword = grant.PppPassword,
            PppAuthentication = grant.PppAuthentication,
            Profile = grant.Profile,
            Tunnel = session.Lac,
            TriggerDestination = ByteString.CopyFrom(session.Key.Destination.GetAddressBytes()),
        };
    }

    public static DialOutResult ResultOf(CallFailed failed, DateTimeOffset now) => new()
    {
        Text = failed.Text.Length > 0 ? failed.Text : Codes(failed.FromStopCcn ? "StopCCN" : "CDN", failed.Result, failed.Error),
        Result = failed.Result, Error = failed.Error, Cause = failed.Cause, FromStopCcn = failed.FromStopCcn,
        AtUnixMs = now.ToUnixTimeMilliseconds(),
    };

    public static DialOutResult ResultOf(CallClosed closed, DateTimeOffset now) => new()
    {
        Text = closed.Unknown ? "the tunnel does not know the call"
            : closed.Text.Length > 0 ? closed.Text
            : Codes("CDN", closed.Result, closed.Error),
        Result = closed.Result, Error = closed.Error,
        AtUnixMs = now.ToUnixTimeMilliseconds(),
    };

    public static string TextOf(RefusalReason reason) => reason switch
    {
        RefusalReason.LockedOut => "is locked out",
        RefusalReason.Draining => "is draining",
        RefusalReason.Disabled => "is disabled",
        RefusalReason.SessionLimit => "is at its session limit",
        _ => "refuses",
    };

    private static string Codes(string message, uint result, uint error) =>
        result == 0 ? "the call ended" : error == 0 ? $"{message} {result}" : $"{message} {result}, error {error}";
}
