using Shared.Messages.Entities;

namespace Engine.Akka.Metering;

/// <summary>Counts what is said, and passes it on.</summary>
internal sealed class MeteredObserver(IEngineObserver observer, ClusterMetrics metrics) : IEngineObserver
{
    public void Recovered(RecoveryReport report) => observer.Recovered(report);

    public void BringingBack(int back, int total) => observer.BringingBack(back, total);

    public void TailCutOff(string what) => observer.TailCutOff(what);

    public void DecideFailed(EntityId entity, string command, Exception exception)
    {
        metrics.DecideFailed(entity);
        observer.DecideFailed(entity, command, exception);
    }

    public void EffectFailed(EntityId entity, Effect effect, Exception exception)
    {
        metrics.EffectFailed(entity);
        observer.EffectFailed(entity, effect, exception);
    }

    public void EntityStopped(EntityId entity, string @event, Exception exception)
    {
        metrics.EntityStopped(entity);
        observer.EntityStopped(entity, @event, exception);
    }

    public void Fenced(EntityId entity)
    {
        metrics.Fenced(entity);
        observer.Fenced(entity);
    }

    public void MembershipLost() => observer.MembershipLost();

    public void RejoinFailed(Exception cause) => observer.RejoinFailed(cause);

    public void CommandLost(EntityId entity, string command)
    {
        metrics.CommandLost(entity);
        observer.CommandLost(entity, command);
    }

    public void JournalStalled(Exception? cause, TimeSpan since) => observer.JournalStalled(cause, since);

    public void StopCutShort(Exception cause) => observer.StopCutShort(cause);

    public void Failed(Exception cause) => observer.Failed(cause);
}
