using Akka.Actor;
using Akka.Persistence;
using Engine.Akka.Entities;

namespace Engine.Akka.Journal;

/// <summary>Takes a stream, or what a snapshot has made needless of it, out of the journal. Runs within its entity's actor.</summary>
internal sealed class StreamRemoval(string stream, EntityNode node, IActorContext context) : IDisposable
{
    private readonly RetryTimer retry = new(node.HostTime);

    public void Start(long upTo) => node.Journal.Tell(new DeleteMessagesTo(stream, upTo, context.Self), context.Self);

    /// <summary>Not tried again: the next snapshot does the same.</summary>
    public void Trim(long upTo) => Start(upTo);

    public void OnFailed(Exception cause)
    {
        node.JournalWatch.Failed(cause);
        var self = context.Self;
        retry.Start(() => self.Tell(RetryRemoval.Instance, ActorRefs.NoSender));
    }

    public void Dispose() => retry.Dispose();
}

internal sealed class RetryRemoval
{
    public static RetryRemoval Instance { get; } = new();
}
