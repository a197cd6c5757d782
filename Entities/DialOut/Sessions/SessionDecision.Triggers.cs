using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Sessions;

/// <summary>Triggers, and the gate that they come through.</summary>
internal sealed partial class SessionDecision
{
    private void OnTrigger(Trigger trigger)
    {
        var happened = route is not { AdmitsTriggers: true } ? DialOutEvent.TriggerNotAdmitted
            : trigger.HasSlot ? DialOutEvent.Trigger
            : DialOutEvent.TriggerAtLimit;
        Act(new Occurrence(happened) { Packet = trigger.Packet.Memory, Turn = trigger.Turn });
    }

    private void OnSlotFree(SlotFree free)
    {
        // a route that went away meanwhile has nobody to ask
        var goOn = route is { AdmitsTriggers: true } && settings.Pending == PendingBehaviour.Authenticate;
        Act(new Occurrence(goOn ? DialOutEvent.SlotFree : DialOutEvent.SlotFreeTriggerNeeded)
        {
            Turn = free.Turn,
            Result = Because("a place is free, one more trigger is needed"),
        });
    }

    private void AwaitSlot(Occurrence happened)
    {
        ReportTrigger("waits for a place");
        Move(new DialOutPending { AtUnixMs = turn.Now.ToUnixTimeMilliseconds(), UntilUnixMs = After(settings.ConnectingTimer) },
            "as many sessions connect as may");
        Buffer(happened.Packet);
        turn.Do(new AwaitSlot());
    }

    private void Buffer(ReadOnlyMemory<byte> packet)
    {
        if (Session.Buffer.Count < settings.BufferedTriggers)
            turn.Apply(new DialOutTransient.PacketEnqueued(packet));
        else
            Discard();
    }

    private void Discard() => turn.Apply(new DialOutTransient.PacketDiscarded(WithoutRoute: route is null));

    private void ForwardLate(ReadOnlyMemory<byte> packet)
    {
        turn.Apply(new DialOutTransient.PacketForwardedLate());
        turn.Do(new ForwardPackets(Session.Key.VirtualRouter, [packet]));
    }

    private void ReportTrigger(string what) =>
        turn.Do(new Report(Milestone.TriggerReceived, $"trigger to {Session.Key.Destination}: {what}",
            ("session", Session.Key.ToString()), ("destination", Session.Key.Destination.ToString())));
}
