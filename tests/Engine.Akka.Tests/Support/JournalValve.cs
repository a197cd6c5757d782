using Akka.Actor;
using Akka.Persistence;

namespace Engine.Akka.Tests.Support;

/// <summary>Stands between the entities and the journal's actor: holds writes, lets them go, lets them fail, or loses them with the machine.</summary>
internal sealed class JournalValve
{
    private readonly Lock gate = new();
    private readonly List<(WriteMessages Write, IActorRef Sender)> held = [];
    private TaskCompletionSource isHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource hasFailed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IActorRef journal = ActorRefs.Nobody;
    private Mode mode;

    private enum Mode
    {
        Open,
        Holding,
        Failing,
        FailingAfterWriting,
        Losing,
        LosingAnswers,
        Dead,
    }

    public Task IsHeld => isHeld.Task;

    /// <summary>For one life of an actor system.</summary>
    public IActorRef Open(ActorSystem system, IActorRef plugin)
    {
        lock (gate)
            (journal, mode) = (plugin, Mode.Open);
        return system.ActorOf(Props.Create(() => new ValveActor(this)), "journal-valve");
    }

    public void Hold()
    {
        lock (gate)
        {
            mode = Mode.Holding;
            isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The database is gone: nothing is written and nothing read.</summary>
    public void Fail() => Change(Mode.Failing);

    /// <summary>The answer is lost, the write is not.</summary>
    public void FailAfterWriting() => Change(Mode.FailingAfterWriting);

    /// <summary>Nothing is written, and nothing said.</summary>
    public void Lose() => Change(Mode.Losing);

    /// <summary>All is written, and nothing said.</summary>
    public void LoseAnswers() => Change(Mode.LosingAnswers);

    public void Release()
    {
        lock (gate)
        {
            mode = Mode.Open;
            foreach (var (write, sender) in held)
                journal.Tell(write, sender);
            held.Clear();
        }
    }

    /// <summary>The machine is gone: what is held never reaches the disk.</summary>
    public void Die()
    {
        lock (gate)
        {
            mode = Mode.Dead;
            held.Clear();
        }
    }

    /// <summary>Completes when something has failed since the last such wait.</summary>
    public async Task HasFailedAgain()
    {
        await hasFailed.Task.WaitAsync(TestNode.Patience);
        hasFailed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void Change(Mode to)
    {
        lock (gate)
            mode = to;
    }

    private void Pass(object message, IActorRef sender)
    {
        lock (gate)
            switch (mode, message)
            {
                case (Mode.Dead, _):
                    break;
                case (Mode.Holding, WriteMessages write):
                    held.Add((write, sender));
                    isHeld.TrySetResult();
                    break;
                case (Mode.Failing, WriteMessages write):
                    Refuse(write);
                    break;
                case (Mode.Losing, WriteMessages):
                    hasFailed.TrySetResult();
                    break;
                case (Mode.LosingAnswers, WriteMessages write):
                    journal.Tell(new WriteMessages(write.Messages, ActorRefs.Nobody, write.ActorInstanceId), ActorRefs.Nobody);
                    hasFailed.TrySetResult();
                    break;
                case (Mode.FailingAfterWriting, WriteMessages write):
                    journal.Tell(new WriteMessages(write.Messages, ActorRefs.Nobody, write.ActorInstanceId), ActorRefs.Nobody);
                    Refuse(write);
                    break;
                case (Mode.Failing, ReplayMessages read):
                    read.PersistentActor.Tell(new ReplayMessagesFailure(new IOException("gone for a test")));
                    hasFailed.TrySetResult();
                    break;
                default:
                    journal.Tell(message, sender);
                    break;
            }
    }

    private void Refuse(WriteMessages write)
    {
        foreach (var row in write.Messages.OfType<AtomicWrite>().SelectMany(atomic => (IEnumerable<IPersistentRepresentation>)atomic.Payload))
            write.PersistentActor.Tell(new WriteMessageFailure(row, new IOException("gone for a test"), write.ActorInstanceId));
        hasFailed.TrySetResult();
    }

    private sealed class ValveActor(JournalValve valve) : UntypedActor
    {
        protected override void OnReceive(object message) => valve.Pass(message, Sender);
    }
}
