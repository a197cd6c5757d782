using Akka.Actor;
using Engine.Akka.Entities;

namespace Engine.Akka.Journal;

/// <summary>Brings an entity's past, once its turn has come, and asks again until it has it. Runs within its entity's actor.</summary>
internal sealed class StreamRecovery(string stream, EntityNode node, IActorContext context, bool isUrgent) : IDisposable
{
    private readonly RetryTimer retry = new(node.HostTime);
    private bool hasPermit;

    public void Start()
    {
        if (node.RecoveryPermits.Take(context.Self, isUrgent))
            OnPermit();
    }

    public void OnPermit()
    {
        hasPermit = true;
        context.ActorOf(RecordReader.Props(node.Journal, stream, 1));
    }

    public void OnDone() => ReturnPermit();

    public void OnFailed(Exception cause)
    {
        ReturnPermit();
        node.JournalWatch.Failed(cause);
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
