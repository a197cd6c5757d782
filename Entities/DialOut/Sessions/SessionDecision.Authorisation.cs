using Entities.DialOut.Authorisation;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Sessions;

/// <summary>The question to the home servers, or to the local site list, and its answer.</summary>
internal sealed partial class SessionDecision
{
    private void Ask(Occurrence happened)
    {
        if (happened.Event == DialOutEvent.Trigger)
            ReportTrigger("asks for authorisation");
        Move(new DialOutAuthorising
        {
            AtUnixMs = turn.Now.ToUnixTimeMilliseconds(),
            UntilUnixMs = After(settings.ConnectingTimer),
            Attempt = CallKey.NextAttempt(Session.Attempt, turn.Now),
            AcctSessionId = turn.Random.NextInt64().ToString("x16"),
            Turn = happened.Turn,
        }, happened.Event == DialOutEvent.Trigger ? "trigger" : "a place is free");
        if (happened.Event == DialOutEvent.Trigger)
            Buffer(happened.Packet);
        PutQuestion();
    }

    // asked again under the same correlation it is the same question
    private void PutQuestion()
    {
        if (route is null)
            RouteIsGone();
        else if (route.RadiusGroup is null)
            AskSites(route);
        else
            AskServers(route);
    }

    private void AskServers(DialOutRouteSettings home)
    {
        var user = AccessRequest.UserName(Session.Key, home);
        turn.Do(new Report(Milestone.RadiusAsked, user, ("session", Session.Key.ToString()), ("group", home.RadiusGroup), ("user", user)));
        turn.Do(new AskRadius(AccessRequest.Of(Session.Key, home, Session.Attempt, Session.AcctSessionId)));
    }

    private void RouteIsGone() =>
        Act(new Occurrence(DialOutEvent.NoAnswer) { Result = Because("the route is gone"), By = DialOutInhibitedBy.NoAnswer });

    private void AskSites(DialOutRouteSettings local)
    {
        var site = local.Sites.Where(entry => entry.Prefix.Contains(Session.Key.Destination)).MaxBy(entry => entry.Prefix.PrefixLength);
        if (site is null)
            Deny("no site in the local list");
        else
            Granted(LocalGrant.Read(site.Grant, local));
    }

    private void OnRadiusAnswer(RadiusAnswer answer)
    {
        if (Session.State != DialOutState.Authenticating || answer.Correlation != CallKey.Of(Session.Key, Session.Attempt))
        {
            Act(new Occurrence(DialOutEvent.LateAnswer)
            {
                By = answer.Outcome == RadiusOutcome.Accept ? default : DialOutInhibitedBy.Deny,
            });
            return;
        }
        ReportAnswer(answer);
        if (route is null)
            RouteIsGone();
        else if (answer.Outcome == RadiusOutcome.NoAnswer)
            Act(new Occurrence(DialOutEvent.NoAnswer)
            {
                Result = Because(Said("no RADIUS server answered", answer.Text)),
                By = DialOutInhibitedBy.NoAnswer,
            });
        else if (answer.Outcome == RadiusOutcome.Accept)
            Granted(AccessAccept.Read(answer.Attributes, route.Profile, route.Defaults));
        else
            // a challenge has nobody who could answer it (RFC 2865 §4.4: treat it as a reject)
            Deny(Said(answer.Outcome == RadiusOutcome.Challenge ? "RADIUS asks for a response" : "RADIUS denies", answer.Text));
    }

    private void ReportAnswer(RadiusAnswer answer) =>
        turn.Do(new Report(answer.Outcome switch
        {
            RadiusOutcome.Accept => Milestone.RadiusAccepted,
            RadiusOutcome.NoAnswer => Milestone.RadiusSilent,
            _ => Milestone.RadiusRejected,
        }, answer.Text, ("session", Session.Key.ToString())));

    private void Granted(GrantReading reading)
    {
        if (reading.Grant is { } grant)
            Act(new Occurrence(DialOutEvent.Grant) { Grant = grant, Result = Because("granted") });
        else
            Act(new Occurrence(DialOutEvent.InvalidGrant)
            {
                Result = Because($"unusable grant: {reading.Fault}"),
                By = DialOutInhibitedBy.InvalidGrant,
            });
    }

    private void Deny(string reason) =>
        Act(new Occurrence(DialOutEvent.Deny) { Result = Because(reason), By = DialOutInhibitedBy.Deny });

    private void CountLate(Occurrence happened)
    {
        var grant = happened.By != DialOutInhibitedBy.Deny;
        turn.Apply(new DialOutTransient.LateAnswerCounted(grant));
        turn.Do(new Report(Milestone.UnexpectedMessage, $"{Session.Key}: a {(grant ? "grant" : "denial")} that nobody waits for",
            ("session", Session.Key.ToString()), ("grant", grant)));
    }

    private static string Said(string what, string text) => text.Length == 0 ? what : $"{what}: {text}";
}
