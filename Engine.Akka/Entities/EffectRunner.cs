using Engine.Akka.Traffic;
using Shared.Messages.Entities;

namespace Engine.Akka.Entities;

/// <summary>Performs the effects of decisions that are durable, for one entity.</summary>
/// <param name="tell">Sends a command of ours on.</param>
internal sealed class EffectRunner(EntityId self, EngineParts parts, EntityTimers timers, Action<TellEntity> tell)
{
    public void Perform(PendingDecision decision)
    {
        var nextTimer = 0;
        foreach (var effect in decision.Effects)
            try
            {
                Perform(decision, effect, ref nextTimer);
            }
            catch (Exception e)
            {
                parts.Observer.EffectFailed(self, effect, e);
            }
    }

    private void Perform(PendingDecision decision, Effect effect, ref int nextTimer)
    {
        switch (effect)
        {
            case TellEntity order:
                tell(order);
                break;
            case StartTimer:
                timers.Start(decision.Timers[nextTimer++]);
                break;
            case CancelTimer:
                // it was cancelled when this was decided
                break;
            case Reply reply:
                if (decision.Cause is { Question: not 0 } cause)
                    decision.Asker?.Tell(new Answer(cause.Question, reply.Answer), global::Akka.Actor.ActorRefs.NoSender);
                break;
            default:
                parts.Performer.Perform(self, effect);
                break;
        }
    }
}
