using Shared.Messages.Entities;

namespace Engine.Scheduling;

/// <summary>Performs the effects of decisions that are durable.</summary>
internal sealed class EffectRunner(PartitionContext context, PartitionTimers timers)
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
                context.Metrics.EffectFailed(decision.Cell.Id);
                context.Observer.EffectFailed(decision.Cell.Id, effect, e);
            }
    }

    /// <summary>Effects that nothing durable stands behind. Timers belong to decisions: they are none of these.</summary>
    public void PerformMeanwhile(EntityCell cell, IReadOnlyList<Effect> performed)
    {
        foreach (var effect in performed)
            try
            {
                if (effect is StartTimer or CancelTimer or Reply)
                    throw new InvalidOperationException($"{effect.GetType().Name} can't be performed meanwhile");
                Perform(cell, effect);
            }
            catch (Exception e)
            {
                context.Metrics.EffectFailed(cell.Id);
                context.Observer.EffectFailed(cell.Id, effect, e);
            }
    }

    private void Perform(EntityCell cell, Effect effect)
    {
        if (effect is TellEntity tell)
            context.Tell(tell.To, tell.Command);
        else
            context.Performer.Perform(cell.Id, effect);
    }

    public void PerformRows(EntityCell cell)
    {
        try
        {
            foreach (var row in cell.Kind.Rows(cell.State))
                context.Performer.Perform(cell.Id, row);
        }
        catch (Exception e)
        {
            // its Resume installs them again, and says what is wrong
            context.Metrics.EffectFailed(cell.Id);
            context.Observer.DecideFailed(cell.Id, nameof(IEntityKind.Rows), e);
        }
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
                decision.Answer?.TrySetResult(reply.Answer);
                break;
            default:
                Perform(decision.Cell, effect);
                break;
        }
    }
}
