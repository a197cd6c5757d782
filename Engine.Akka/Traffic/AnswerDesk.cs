using Akka.Actor;
using Akka.Event;
using Engine.Akka.Entities;

namespace Engine.Akka.Traffic;

/// <summary>Takes the answers to this node's questions, and what could not be delivered.</summary>
internal sealed class AnswerDesk(EntityNode node) : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Answer answer:
                node.Questions.Answer(answer);
                break;
            case AllDeadLetters letter:
                OnUndelivered(letter.Message);
                break;
        }
    }

    private void OnUndelivered(object message)
    {
        switch (message)
        {
            case Delivery delivery:
                node.Parts.Observer.CommandLost(delivery.To, delivery.Command.Descriptor.Name);
                delivery.Ticket.Finished();
                break;
            case PermitGranted permit:
                permit.From.Return();
                break;
            case EntityActor.Alarm:
                node.Traffic.Work.End();
                break;
        }
    }
}
