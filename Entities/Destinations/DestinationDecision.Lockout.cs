using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>A destination that did not answer or refused a tunnel is passed over for a while (dial-out §6).</summary>
internal sealed partial class DestinationDecision
{
    private void LockOut(string reason, TunnelTerms? terms)
    {
        var first = State.Lockout is null;
        turn.Apply(new DestinationLockedOut
        {
            SinceUnixMs = State.Lockout?.SinceUnixMs ?? turn.Now.ToUnixTimeMilliseconds(),
            UntilUnixMs = (turn.Now + settings.Lockout).ToUnixTimeMilliseconds(),
            Reason = reason,
            Terms = terms ?? State.Lockout?.Terms,
        });
        if (!first)
            return;
        Count(DestinationCount.LockedOut);
        turn.Do(new Report(Milestone.DestinationLockedOut,
            $"{State.Key.Peer} is locked out for {settings.Lockout.TotalSeconds:0} s: {reason}",
            ("destination", State.Key.ToString()), ("reason", reason), ("seconds", settings.Lockout.TotalSeconds)));
    }

    private void OnLockoutTimer()
    {
        if (State.Lockout is not { } lockout || TestIsOpening())
            return;
        var until = DateTimeOffset.FromUnixTimeMilliseconds(lockout.UntilUnixMs);
        if (turn.Now < until)
            turn.Do(new StartTimer(LockoutTimer, until));
        else if (settings.LockoutTest && Effective == AdministrativeState.Enabled && lockout.Terms is { } terms)
            OpenTest(terms);
        else
            EndLockout("the lockout is over");
    }

    private bool TestIsOpening() => State.Tunnels.Values.Any(tunnel => tunnel.Assigned.Test && !tunnel.Established);

    private void OpenTest(TunnelTerms terms)
    {
        if (Assign(terms, test: true) is { } tunnel)
            TellOpen(tunnel);
        else
            EndLockout("no tunnel id is left for a test");
    }

    private void TellOpen(DestinationTunnel tunnel)
    {
        turn.Apply(new DestinationTransient.TunnelTold(tunnel.Id, turn.Now));
        Tell(tunnel.Id, Opening(tunnel));
    }

    private void EndLockout(string why)
    {
        if (State.Lockout is null)
            return;
        turn.Apply(new DestinationLockoutEnded());
        turn.Do(new Report(Milestone.DestinationUsable, $"{State.Key.Peer} is usable again: {why}",
            ("destination", State.Key.ToString()), ("reason", why)));
    }
}
