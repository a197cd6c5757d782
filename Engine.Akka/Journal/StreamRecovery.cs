using Akka.Actor;
using Engine.Akka.Entities;
using Shared.Messages.Entities;

namespace Engine.Akka.Journal;

/// <summary>Brings an entity's past, once its turn has come, and asks again until it has it. Runs within its entity's actor.</summary>
internal sealed class StreamRecovery(EntityId id, EntityNode node, IActorContext context) : IDisposable
{
    private readonly RetryTimer retry = new(node.HostTime);
    private readonly long begunAt = node.HostTime.GetTimestamp();
    private bool hasPermit;

    /// <summary>Since the entity's start.</summary>
    public TimeSpan Elapsed => node.HostTime.GetElapsedTime(begunAt);

    public void Start()
    {
        if (node.RecoveryPermits.Take(context.Self, isUrgent: id.Kind == EntityKinds.Tunnel))
            OnPermit();
    }

    public void OnPermit()
    {
        hasPermit = true;
        context.ActorOf(RecordReader.Props(node.Journal, StreamName.Write(id), 1));
    }

    public void OnDone() => ReturnPermit();

    public void OnFailed(Exception cause)
    {
        ReturnPermit();
        node.JournalWatch.Failed(cause);
        node.Metrics.RecoveryRetried(id);
        var self = context.Self;
        retry.Start(() => self.Tell(RetryRecovery.Instance, ActorRefs.NoSender));
    }

    public void Dispose()
    {
        ReturnPermit();
        retry.Dispose();
    }

    private void ReturnPermit()
    {
        if (hasPermit)
            node.RecoveryPermits.Return();
        hasPermit = false;
    }
}

internal sealed class RetryRecovery
{
    public static RetryRecovery Instance { get; } = new();
}
