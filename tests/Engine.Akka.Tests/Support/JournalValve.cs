using Akka.Actor;
using Akka.Persistence;

namespace Engine.Akka.Tests.Support;

/// <summary>Stands between the entities and the journal's actor: holds writes, lets them go, or loses them with the machine.</summary>
internal sealed class JournalValve
{
    private readonly Lock gate = new();
    private readonly List<(WriteMessages Write, IActorRef Sender)> held = [];
    private TaskCompletionSource isHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IActorRef journal = ActorRefs.Nobody;
    private bool isHolding;
    private bool isDead;

    public Task IsHeld => isHeld.Task;

    /// <summary>For one life of an actor system.</summary>
    public IActorRef Open(ActorSystem system, IActorRef plugin)
    {
        lock (gate)
            (journal, isDead) = (plugin, false);
        return system.ActorOf(Props.Create(() => new ValveActor(this)), "journal-valve");
    }

    public void Hold()
    {
        lock (gate)
        {
            isHolding = true;
            isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Release()
    {
        lock (gate)
        {
            isHolding = false;
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
            isDead = true;
            held.Clear();
        }
    }

    private void Pass(object message, IActorRef sender)
    {
        lock (gate)
        {
            if (isDead)
                return;
            if (!isHolding || message is not WriteMessages write)
            {
                journal.Tell(message, sender);
                return;
            }
            held.Add((write, sender));
            isHeld.TrySetResult();
        }
    }

    private sealed class ValveActor(JournalValve valve) : UntypedActor
    {
        protected override void OnReceive(object message) => valve.Pass(message, Sender);
    }
}
