using Akka.Actor;
using Akka.Persistence;

namespace Engine.Akka.Journal;

/// <summary>Reads one stream for its parent, once, and stops. An actor of its own, so that an answer that comes too late reaches nobody.</summary>
internal sealed class RecordReader : UntypedActor
{
    /// <summary>The journal gives up after less; this is for an answer that never comes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<JournalRecord> records = [];
    private readonly IActorRef journal;
    private readonly ReplayMessages question;

    public RecordReader(IActorRef journal, string stream, long from)
    {
        this.journal = journal;
        question = new ReplayMessages(from, long.MaxValue, long.MaxValue, stream, Self);
    }

    public static Props Props(IActorRef journal, string stream, long from) =>
        global::Akka.Actor.Props.Create(() => new RecordReader(journal, stream, from));

    protected override void PreStart()
    {
        Context.SetReceiveTimeout(Patience);
        journal.Tell(question, Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ReplayedMessage { Persistent: { Payload: JournalRecord record } place }:
                records.Add(record with { Sequence = place.SequenceNr });
                break;
            case RecoverySuccess done:
                End(new StreamRead(records, done.HighestSequenceNr));
                break;
            case ReplayMessagesFailure failure:
                End(new StreamReadFailed(failure.Cause));
                break;
            case ReceiveTimeout:
                End(new StreamReadFailed(new TimeoutException($"no answer within {Patience.TotalSeconds} s")));
                break;
        }
    }

    private void End(object outcome)
    {
        Context.Parent.Tell(outcome);
        Context.Stop(Self);
    }
}

/// <param name="Highest">Sequence number of the newest record, deleted ones included.</param>
internal sealed record StreamRead(IReadOnlyList<JournalRecord> Records, long Highest);

internal sealed record StreamReadFailed(Exception Cause);
