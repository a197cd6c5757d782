using Entities.Destinations;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Sessions;

/// <summary>A call that is up, and calls that are to be closed.</summary>
internal sealed partial class SessionDecision
{
    private void OnCallUp(CallUp up)
    {
        var covers = up.AccessRoutes.Any(Covers);
        var happened = !IsCurrent(up.CallKey) ? DialOutEvent.StrayCall : covers ? DialOutEvent.CallUp : DialOutEvent.CallUpNotCovering;
        if (happened == DialOutEvent.CallUpNotCovering && Session.State == DialOutState.Connecting)
            // the tunnel that has the call is known from here, whether or not it was noted before
            turn.Apply(new DialOutTransient.TunnelNoted(
                new CallAccepted { CallKey = up.CallKey, TunnelKey = up.TunnelKey, SessionId = up.SessionId }));
        Act(new Occurrence(happened)
        {
            Up = up,
            CallKey = up.CallKey,
            TunnelKey = up.TunnelKey,
            Result = Because("the access routes do not cover the trigger"),
        });
    }

    private bool Covers(Prefix prefix) =>
        prefix.Address.Length == Session.Key.Destination.GetAddressBytes().Length && prefix.ToIPNetwork().Contains(Session.Key.Destination);

    private void Flush(CallUp up)
    {
        var waiting = Session.Buffer;
        Move(new DialOutInService { AtUnixMs = turn.Now.ToUnixTimeMilliseconds(), Call = up }, "call up");
        if (waiting.IsEmpty)
            return;
        turn.Do(new ForwardPackets(Session.Key.VirtualRouter, waiting));
        turn.Do(new Report(Milestone.TriggersForwarded, $"{Session.Key}: {waiting.Count} waiting packets sent",
            ("session", Session.Key.ToString()), ("packets", waiting.Count)));
    }

    // told here, and told again by the repeat timer until someone confirms the end
    private DialOutCallToClose? CloseCurrent(Occurrence happened)
    {
        if (happened.Event == DialOutEvent.CallUpNotCovering)
            ReportNotCovering(happened.Up!);
        if (Session.CallOwner is not { } owner)
            return null;
        var reason = happened.Result?.Text ?? "";
        turn.Do(new TellEntity(owner, new CloseCall { CallKey = Session.CallKey, Reason = reason }));
        return new DialOutCallToClose { CallKey = Session.CallKey, Kind = owner.Kind, Key = owner.Key, Reason = reason };
    }

    private void ReportNotCovering(CallUp up)
    {
        var routes = string.Join(", ", up.AccessRoutes.Select(prefix => prefix.ToIPNetwork()));
        turn.Do(new Report(Milestone.RouteDoesNotCoverTrigger, $"{Session.Key}: the access routes '{routes}' do not cover it",
            ("session", Session.Key.ToString()), ("user", up.User), ("routes", routes)));
    }

    private void CloseStray(Occurrence happened) =>
        turn.Do(new TellEntity(new EntityId(EntityKinds.Tunnel, happened.TunnelKey),
            new CloseCall { CallKey = happened.CallKey, Reason = "the dial-out session has given this call up" }));
}
