using Akka.Actor;
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

    /// <summary>Effects that nothing durable stands behind. Timers belong to decisions: they are none of these.</summary>
    public void PerformMeanwhile(IReadOnlyList<Effect> performed)
    {
        foreach (var effect in performed)
            try
            {
                if (effect is StartTimer or CancelTimer or Reply)
                    throw new InvalidOperationException($"{effect.GetType().Name} can't be performed meanwhile");
                Perform(effect);
            }
            catch (Exception e)
            {
                parts.Observer.EffectFailed(self, effect, e);
            }
    }

    private void Perform(Effect effect)
    {
        if (effect is TellEntity order)
            tell(order);
        else
            parts.Performer.Perform(self, effect);
    }

    private void Perform(PendingDecision decision, Effect effect, ref int nextTimer)
    {
        switch (effect)
        {
            case StartTimer:
                timers.Start(decision.Timers[nextTimer++]);
                break;
            case CancelTimer:
                // it was cancelled when this was decided
                break;
            case Reply reply:
                if (decision.Cause is { Delivery.Question: not 0 and var question, Sender: var asker })
                    asker.Tell(new Answer(question, reply.Answer), ActorRefs.NoSender);
                break;
            default:
                Perform(effect);
                break;
        }
    }
}
