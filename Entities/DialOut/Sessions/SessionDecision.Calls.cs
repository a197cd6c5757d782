using Entities.Destinations;
using Entities.DialOut.Lacs;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Sessions;

/// <summary>Placing calls, and what destinations and tunnels say of them.</summary>
internal sealed partial class SessionDecision
{
    private bool IsCurrent(string callKey) => Session.CallKey == callKey;

    private void PlaceFirst(Occurrence happened)
    {
        var grant = happened.Grant!;
        // a grant has at least one tunnel, and nothing was tried: there is a place to go
        var place = (LacStep.Place)Choice().Next(grant.Tunnels, [], CallVerdict.NextLac, "");
        Move(new DialOutConnecting
        {
            AtUnixMs = turn.Now.ToUnixTimeMilliseconds(),
            UntilUnixMs = After(settings.ConnectingTimer),
            Grant = grant,
            Call = NextCall(place),
        }, "granted");
        TellPlace();
    }

    private void PlaceNext(Occurrence happened)
    {
        Move(new DialOutCallMoved { Ended = happened.Ended, Call = happened.Next }, "another try");
        TellPlace();
    }

    private void TellPlace() =>
        turn.Do(new TellEntity(new DestinationKey(Session.Lac!.Local.ToIPEndPoint(), Session.Lac.Peer.ToIPEndPoint()).Entity,
            new PlaceCall { Order = Orders.Of(Session), Force = Session.Call!.Forced }));

    private void OnCallAccepted(CallAccepted accepted) =>
        Act(new Occurrence(IsCurrent(accepted.CallKey) ? DialOutEvent.CallAccepted : DialOutEvent.StrayCall)
        {
            Accepted = accepted,
            CallKey = accepted.CallKey,
            TunnelKey = accepted.TunnelKey,
        });

    private void OnCallRefused(CallRefused refused)
    {
        if (!IsCurrent(refused.CallKey) || Session.State != DialOutState.Connecting)
        {
            Act(new Occurrence(DialOutEvent.StrayEnd) { CallKey = refused.CallKey });
            return;
        }
        var reason = $"{Session.Lac!.Peer.ToIPEndPoint()} {Orders.TextOf(refused.Reason)}";
        turn.Do(new Report(Milestone.CallRefusedByDestination, $"{Session.Key}: {reason}", ("session", Session.Key.ToString()),
            ("lac", Session.Lac.Peer.ToIPEndPoint().ToString()), ("reason", refused.Reason.ToString())));
        TryEnded(CallVerdict.NextLac, new DialOutTry
        {
            Outcome = refused.Reason == RefusalReason.LockedOut ? DialOutTryOutcome.LockedOut : DialOutTryOutcome.PassedOver,
            SinceUnixMs = refused.LockedOutSinceUnixMs,
            Result = Because(reason),
        });
    }

    private void OnCallFailed(CallFailed failed)
    {
        if (!IsCurrent(failed.CallKey))
            Act(new Occurrence(DialOutEvent.StrayEnd) { CallKey = failed.CallKey });
        else if (Session.State == DialOutState.Connecting)
            Failed(failed);
        else
            Act(new Occurrence(DialOutEvent.CallFailedForGood) { CallKey = failed.CallKey, Result = Orders.ResultOf(failed, turn.Now) });
    }

    private void OnCallClosed(CallClosed closed)
    {
        if (!IsCurrent(closed.CallKey))
            Act(new Occurrence(DialOutEvent.StrayEnd) { CallKey = closed.CallKey });
        else if (Session.State == DialOutState.Connecting)
            // it was up and is gone before we heard of either, or its tunnel has lost it: it dropped before PPP was up for us
            Failed(new CallFailed
            {
                CallKey = closed.CallKey, Stage = closed.Unknown ? CallStage.StageRequest : CallStage.StagePpp,
                Result = closed.Result, Error = closed.Error, Text = closed.Text,
            });
        else
            Act(new Occurrence(DialOutEvent.CallClosed) { CallKey = closed.CallKey, Result = Orders.ResultOf(closed, turn.Now) });
    }

    private void Failed(CallFailed failed)
    {
        var verdict = CallVerdicts.Of(failed);
        TryEnded(verdict, new DialOutTry
        {
            Outcome = DialOutTryOutcome.Failed,
            Rang = CallVerdicts.Rang(failed),
            SecondChance = verdict == CallVerdict.OnceMore,
            Result = Orders.ResultOf(failed, turn.Now),
        });
    }

    private void TryEnded(CallVerdict verdict, DialOutTry ended)
    {
        ended.Tunnel = Session.Call!.Tunnel;
        ended.Forced = Session.Call.Forced;
        var step = Choice().Next(Session.Grant!.Tunnels, Session.Tries.Add(ended), verdict, ended.Result.Text);
        if (step is LacStep.Place place)
        {
            Act(new Occurrence(DialOutEvent.CallFailed) { Ended = ended, Next = NextCall(place) });
            return;
        }
        var result = ended.Result.Clone();
        result.Text = ((LacStep.GiveUp)step).Reason;
        Act(new Occurrence(DialOutEvent.CallFailedForGood) { Result = result, By = DialOutInhibitedBy.Call });
    }

    private LacChoice Choice() => new(settings, policy, Session.Turn, turn.Random);

    private DialOutCall NextCall(LacStep.Place place) => new()
    {
        Attempt = CallKey.NextAttempt(Session.Attempt, turn.Now), Tunnel = (uint)place.Tunnel, Forced = place.Forced,
    };
}
