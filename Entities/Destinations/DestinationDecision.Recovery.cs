using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>
/// After a recovery nobody knows which call is where. Tunnels are asked, and calls wait for what they say, so that a call that was
/// repeated finds the tunnel that already has it.
/// </summary>
internal sealed partial class DestinationDecision
{
    /// <summary>Other entities recover at the same time and answer within a commit; longer than this the callers need not wait.</summary>
    internal static readonly TimeSpan RecoveryHold = TimeSpan.FromSeconds(2);

    /// <summary>A tunnel that has not answered is asked again.</summary>
    internal static readonly TimeSpan ReportRepeat = TimeSpan.FromSeconds(10);

    /// <summary>Commands that wait. What does not fit is repeated by its sender.</summary>
    internal const int MostHeld = 1024;

    public void Resume()
    {
        if (State.Lockout is { } lockout)
            turn.Do(new StartTimer(LockoutTimer, DateTimeOffset.FromUnixTimeMilliseconds(lockout.UntilUnixMs)));
        if (!State.Resting.IsEmpty)
            turn.Do(new StartTimer(RestTimer, State.Resting.Values.Min()));
        if (State.Tunnels.IsEmpty)
            return;
        turn.Apply(new DestinationTransient.RecoveryBegun());
        turn.Do(new StartTimer(RecoveryTimer, turn.Now + RecoveryHold));
        foreach (var tunnel in State.Tunnels.Values)
            AskAgain(tunnel);
        if (Effective == AdministrativeState.AdminDisabled)
            CloseAll();
    }

    private void AskAgain(DestinationTunnel tunnel)
    {
        if (tunnel.Losing)
            Tell(tunnel.Id, new LoseTie { Destination = State.Key.ToString() });
        else if (tunnel.Assigned.Test && turn.Moment.Tail == JournalTail.Whole)
            // it may never have heard of its opening; a tunnel that has opens no second time, unless a cut journal has forgotten it
            Tell(tunnel.Id, Opening(tunnel));
        Tell(tunnel.Id, new ReportLoad { TunnelId = tunnel.Id, Destination = State.Key.ToString() });
    }

    private void OnRecoveryTimer()
    {
        EndRecovery();
        var silent = State.Tunnels.Values.Where(tunnel => !tunnel.IsKnown).ToList();
        foreach (var tunnel in silent)
            AskAgain(tunnel);
        if (silent.Count > 0)
            turn.Do(new StartTimer(RecoveryTimer, turn.Now + ReportRepeat));
    }

    private void EndRecovery()
    {
        var held = State.Held;
        if (State.Recovering)
            turn.Apply(new DestinationTransient.RecoveryEnded());
        foreach (var command in held)
            switch (command)
            {
                case PlaceCall place: Place(place); break;
                case CloseCall close: Close(close); break;
                case Datagram datagram: OnDatagram(datagram); break;
            }
    }

    private static string? CallKeyOf(IMessage held) => held is PlaceCall place ? place.Order.CallKey : (held as CloseCall)?.CallKey;

    private void Hold(IMessage command, string callKey)
    {
        var isRepeated = callKey.Length > 0 && State.Held.Any(held => held.Descriptor == command.Descriptor && CallKeyOf(held) == callKey);
        if (!isRepeated && State.Held.Count < MostHeld)
            turn.Apply(new DestinationTransient.CommandHeld(command));
    }
}
