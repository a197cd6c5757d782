using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>One decision of a destination.</summary>
internal sealed partial class DestinationDecision(Turn<Destination> turn, DestinationSettings settings)
{
    internal const string LockoutTimer = "lockout";
    internal const string RecoveryTimer = "recovery";

    /// <summary>Runs while ids are at rest, so that a destination without any other memory can end.</summary>
    internal const string RestTimer = "rest";

    private Destination State => turn.State;

    private AdministrativeState Effective => Admission.Strictest(State.Administrative, settings.Administrative);

    public void Take(IMessage command)
    {
        var before = State;
        switch (command)
        {
            case PlaceCall { Order.Tunnel: not null } place: Place(place); break;
            case CloseCall close: Close(close); break;
            case Datagram datagram: OnDatagram(datagram); break;
            case TunnelLoad load: OnLoad(load); break;
            case TunnelClosed closed: OnTunnelClosed(closed); break;
            case RecoverTunnel recover: Recover(recover); break;
            case TunnelIdTaken taken: OnIdTaken(taken); break;
            case TimerFired timer: OnTimer(timer); break;
            case SetDestinationState set: SetState(set.State); break;
            case ShowDestination: break;
            default: ReportUnexpected(command); break;
        }
        SettleTimers(before);
        if (command is SetDestinationState or ShowDestination)
            turn.Do(new Reply(DestinationView.Of(State, Effective)));
    }

    private void OnTimer(TimerFired timer)
    {
        switch (timer.Name)
        {
            case LockoutTimer: OnLockoutTimer(); break;
            case RecoveryTimer: OnRecoveryTimer(); break;
            case RestTimer: turn.Apply(new DestinationTransient.RestsEnded(turn.Now)); break;
        }
    }

    private void SetState(AdministrativeState wanted)
    {
        if (!Enum.IsDefined(wanted) || wanted == State.Administrative)
            return;
        turn.Apply(new DestinationStateSet { State = wanted });
        if (Effective == AdministrativeState.AdminDisabled)
            CloseAll();
    }

    private void CloseAll()
    {
        foreach (var tunnel in State.Tunnels.Values)
            Tell(tunnel.Id, new CloseTunnel { Result = StopCcnAdministrative, Text = "the destination is disabled" });
    }

    /// <summary>StopCCN result 6: requester is being shut down (RFC 2661 §4.4.2).</summary>
    private const uint StopCcnAdministrative = 6;

    private void Tell(ushort tunnelId, IMessage command) =>
        turn.Do(new TellEntity(new TunnelKey(State.Key.Local, tunnelId).Entity, command));

    private void Count(DestinationCount what) => turn.Apply(new DestinationTransient.Counted(what));

    private void SettleTimers(Destination before)
    {
        if (State.Lockout is { } lockout && lockout != before.Lockout)
            turn.Do(new StartTimer(LockoutTimer, DateTimeOffset.FromUnixTimeMilliseconds(lockout.UntilUnixMs)));
        else if (State.Lockout is null && before.Lockout is not null)
            turn.Do(new CancelTimer(LockoutTimer));

        // the earliest rest, whenever it changed
        if (!State.Resting.IsEmpty && State.Resting != before.Resting)
            turn.Do(new StartTimer(RestTimer, State.Resting.Values.Min()));
    }

    private void ReportUnexpected(IMessage command) =>
        turn.Do(new Report(Milestone.UnexpectedMessage, $"{command.Descriptor.Name} is no command of a destination",
            ("destination", State.Key.ToString()), ("message", command.Descriptor.Name)));
}
