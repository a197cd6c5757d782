using Entities.Tunnels;
using Protocols.L2tp;
using Protocols.Radius.Attributes;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lns;

/// <summary>What RFC 4951 asks of an LNS's calls.</summary>
internal static class LnsFailover
{
    /// <summary>
    /// Step I (§3.3). The sessions go, the wish for the calls does not: they are asked for again under their call keys, with ids of their own,
    /// once all of the old ones are gone (§3.2.2). The LAC has hung up their lines as silently.
    /// </summary>
    public static void DropUnestablished(TunnelTurn turn)
    {
        var dropped = LnsCalls.All(turn.State).Where(call => call is { Ended: null, Connected: null }).OrderBy(call => call.Placed.CallSerialNumber).ToList();
        foreach (var call in dropped)
        {
            Ending.CancelTimers(turn, call);
            if (call.Answered is not null) turn.Do(new RemoveForwarding(LnsCalls.ForwardingKey(turn.State, call.SessionId)));
            turn.Apply(new CallForgotten { SessionId = call.SessionId });
        }
        foreach (var call in dropped)
            Placing.Place(turn, call.Order);
    }

    public static void ResetDataChannels(TunnelTurn turn, bool peerCanReset)
    {
        foreach (var call in LnsCalls.All(turn.State).Where(call => call is { Ended: null, Connected.Sequencing: true }).ToList())
        {
            if (peerCanReset)
                DataSequence.Restart(turn, call);
            else
                Ending.End(turn, call, new EndReason(CdnResult.GeneralError, "the LAC can't reset its data sequence numbers (RFC 4951 §3.2.3)")
                { Error = GeneralError.VendorSpecific, IsOwn = true, TerminateCause = AcctTerminateCause.NasError });
        }
    }

    public static void OnSessionLost(TunnelTurn turn, LnsCall call) => Ending.End(turn, call,
        new EndReason(CdnResult.CarrierLost, "the LAC has no such session any more (RFC 4951 §3.3)")
        { SendsCdn = false, IsOwn = true, TerminateCause = AcctTerminateCause.NasError });
}
