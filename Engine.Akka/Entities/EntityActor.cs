using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Persistence;
using Engine.Akka.Fencing;
using Engine.Akka.Journal;
using Engine.Akka.Traffic;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Engine.Akka.Entities;

/// <summary>
/// One entity. Holds no protocol knowledge: decides, persists, and performs effects once they may be, in order.
/// <code>
/// Loading → Alive ⇄ Ending → Leaving → (stopped)      Ending: its life is over, the stream is being deleted
///              ↓                                      Leaving: the shard has been told; a new life gets a new actor
///           Parting → (stopped)                       Parting: the shard goes elsewhere; what is under way ends first
/// </code>
/// </summary>
internal sealed class EntityActor : UntypedActor
{
    private readonly EntityId id;
    private readonly EntityNode node;
    private readonly EntityLife life;
    private readonly EntityTimers timers;
    private readonly EffectRunner effects;
    private readonly RecordWriter writer;
    private readonly StreamRecovery recovery;
    private readonly StreamRemoval removal;
    private readonly PartActors parts;
    private readonly Queue<PendingDecision> pending = new();
    private readonly Queue<Waiting> waiting = new();
    private Phase phase;
    private bool hasArrived;

    public EntityActor(EntityId id, EntityNode node)
    {
        (this.id, this.node) = (id, node);
        var self = Self;
        var stream = StreamName.Write(id);
        life = new EntityLife(id, node.Kinds[id.Kind], node);
        timers = new EntityTimers(node.Parts.Time, () =>
        {
            node.Traffic.Work.Begin();
            self.Tell(Alarm.Instance, ActorRefs.NoSender);
        });
        effects = new EffectRunner(id, node.Parts, timers, order => node.Tell(order.To, order.Command));
        writer = new RecordWriter(stream, node, Context);
        recovery = new StreamRecovery(id, node, Context);
        removal = new StreamRemoval(stream, node, Context);
        parts = new PartActors(node.PartsOf(id.Kind), Context);
    }

    private enum Phase
    {
        Loading,
        Alive,
        Ending,
        Leaving,
        Parting,
    }

    public static Props Props(EntityId id, EntityNode node) => global::Akka.Actor.Props.Create(() => new EntityActor(id, node));

    protected override void PreStart()
    {
        node.Traffic.Work.Begin();
        foreach (var left in node.Roster.TakeOver(id))
            waiting.Enqueue(left);
        recovery.Start();
    }

    protected override void PostStop()
    {
        if (phase is Phase.Loading or Phase.Ending or Phase.Leaving)
            node.Traffic.Work.End();
        foreach (var decision in pending)
        {
            decision.Cause?.Ticket.Finished();
            node.Traffic.Work.End();
        }
        foreach (var undecided in waiting)
            undecided.Ticket.Finished();
        timers.Dispose();
        writer.Dispose();
        recovery.Dispose();
        removal.Dispose();
        node.Roster.Remove(id);
        node.Roster.Arrived(id);
    }

    protected override void OnReceive(object message)
    {
        // nobody may find the node idle before what follows from the message has been looked at
        node.Traffic.Work.Begin();
        Take(message);
        Work();
        if (phase == Phase.Alive)
            parts.Follow(life.State);
        if (message is Alarm)
            node.Traffic.Work.End();
        node.Traffic.Work.End();
    }

    private void Take(object message)
    {
        switch (message)
        {
            case Delivery delivery:
                waiting.Enqueue(new Waiting(delivery, Sender, delivery.Ticket ?? node.Abroad.TicketOf(Sender)));
                break;
            case Alarm:
                timers.AlarmRang();
                break;
            case GateOpened:
                break;
            case WriteMessageSuccess written:
                OnWritten(writer.OnOutcome(written.ActorInstanceId, null, isRejected: false));
                break;
            case WriteMessageFailure failed:
                OnWritten(writer.OnOutcome(failed.ActorInstanceId, failed.Cause, isRejected: false));
                break;
            case WriteMessageRejected rejected:
                OnWritten(writer.OnOutcome(rejected.ActorInstanceId, rejected.Cause, isRejected: true));
                break;
            case RetryWrite:
                writer.OnRetry();
                break;
            case WriteOverdue:
                writer.OnOverdue();
                break;
            case Nudge or WriteMessagesSuccessful or WriteMessagesFailed:
                break;
            default:
                OnStream(message);
                break;
        }
    }

    private void OnStream(object message)
    {
        switch (message)
        {
            case PermitGranted when phase == Phase.Loading:
                recovery.OnPermit();
                break;
            case PermitGranted:
                writer.OnPermit();
                break;
            case StreamRead read when phase == Phase.Loading:
                OnRecovered(read);
                break;
            case StreamReadFailed failed when phase == Phase.Loading:
                recovery.OnFailed(failed.Cause);
                break;
            case RetryRecovery:
                recovery.Start();
                break;
            case StreamRead read:
                OnWritten(writer.OnLook(read));
                break;
            case StreamReadFailed failed:
                writer.OnLookFailed(failed.Cause);
                break;
            case DeleteMessagesSuccess removed when removed.ToSequenceNr == life.Sequence:
                OnRemoved();
                break;
            case DeleteMessagesFailure failed when failed.ToSequenceNr == life.Sequence:
                removal.OnFailed(failed.Cause);
                break;
            case DeleteMessagesSuccess or DeleteMessagesFailure:
                // what a snapshot has made needless; if it is still there, the next snapshot takes it away
                break;
            case RetryRemoval:
                removal.Start(life.Sequence);
                break;
            case ViewPart part:
                Sender.Tell((object?)parts.View(life.State, part.Name) ?? new Status.Failure(new KeyNotFoundException(part.Name)));
                break;
            case LifeIsOver:
                Leave();
                break;
            case Part when phase == Phase.Alive:
                phase = Phase.Parting;
                break;
            case Part:
                MoveOn();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnRecovered(StreamRead read)
    {
        recovery.OnDone();
        try
        {
            foreach (var record in read.Records)
                life.Replay(record);
        }
        catch (Engine.Journal.CorruptRecordException e)
        {
            // alone and loudly: all others must come back
            node.Parts.Observer.EntityStopped(id, nameof(JournalRecord), e);
            Context.Stop(Self);
            return;
        }
        life.SkipTo(read.Highest);
        phase = Phase.Alive;
        if (life.HasRecords)
            node.Metrics.Recovered(id, recovery.Elapsed);
        if (life.HasRecords && !life.IsBroken)
            Settle(life.Resume(), null);
        if (phase == Phase.Alive && pending.Count == 0)
            Arrive();
        // its shard was told of a stream that has gone since
        if (phase == Phase.Alive && !life.HasRecords && waiting.Count == 0)
            End();
        node.Traffic.Work.End();
    }

    /// <summary>Does what can be done now: first what became durable, then what is due, then new commands; nothing while the gate is closed.</summary>
    private void Work()
    {
        if (phase is not (Phase.Alive or Phase.Parting))
            return;
        do
        {
            if (!node.Gate.IsOpen)
            {
                node.Gate.WakeWhenOpen(Self);
                return;
            }
            PerformDurable();
            Fire();
            Decide();
        }
        while (!timers.SetAlarm() && phase == Phase.Alive && !node.IsDraining && node.Gate.IsOpen);
        if (phase == Phase.Parting && pending.Count == 0)
            MoveOn();
    }

    private void PerformDurable()
    {
        while (pending.TryPeek(out var first) && first.IsDurable)
        {
            pending.Dequeue();
            Perform(first);
            node.Traffic.Work.End();
        }
    }

    private void Perform(PendingDecision decision)
    {
        life.Performed(decision.StateAfter);
        effects.Perform(decision);
        Arrive();
        Conclude(decision.Cause);
    }

    /// <summary>Not before what it resumed with is performed, which waits for the gate: its forwarding rows count as nobody's until then.</summary>
    private void Arrive()
    {
        if (hasArrived)
            return;
        hasArrived = true;
        node.Roster.Add(id);
    }

    private void Fire()
    {
        while (phase == Phase.Alive && !node.IsDraining && timers.TakeDue() is { } timer)
            Settle(life.IsBroken ? null : life.Decide(new TimerFired { Name = timer.Name }), null);
    }

    private void Decide()
    {
        while (phase == Phase.Alive && pending.Count < Limits.AheadOfJournal && waiting.TryDequeue(out var next))
        {
            next.Ticket.Decided();
            if (pending.Count > 0 && !life.IsBroken && node.Gate.IsOpen)
                effects.PerformMeanwhile(life.Meanwhile(next.Delivery.Command));
            Settle(life.IsBroken ? null : life.Decide(next.Delivery.Command), next);
        }
    }

    /// <summary>Sends a decision on its way: to the journal, behind earlier ones, or straight to its effects.</summary>
    private void Settle(Decided? decided, Waiting? cause)
    {
        if (life.IsBroken)
            timers.CancelAll();
        if (decided is null)
        {
            Conclude(cause);
            return;
        }
        var decision = new PendingDecision(life.State, decided.Record, decided.Effects, DecideTimers(decided), cause);
        if (decided.Record is null && pending.Count == 0 && node.Gate.IsOpen)
        {
            Perform(decision);
            return;
        }
        node.Traffic.Work.Begin();
        pending.Enqueue(decision);
        if (decided.Record is not null)
            writer.Write(decided.Record);
    }

    private List<EntityTimer> DecideTimers(Decided decided)
    {
        var started = new List<EntityTimer>();
        foreach (var effect in decided.Effects)
            if (effect is StartTimer start)
                started.Add(timers.Decide(start.Name, start.Due - decided.Moment.Now));
            else if (effect is CancelTimer cancel)
                timers.Cancel(cancel.Name);
        return started;
    }

    private void OnWritten(WriteOutcome outcome)
    {
        if (outcome.IsRefused)
        {
            node.Parts.Observer.Fenced(id);
            Context.Stop(Self);
            return;
        }
        foreach (var decision in pending)
            if (decision.Record is { } record && !decision.IsDurable && record.Sequence <= outcome.DurableUpTo)
            {
                decision.IsDurable = true;
                if (record.IsSnapshot)
                    removal.Trim(record.Sequence - 1);
            }
    }

    private void Conclude(Waiting? cause)
    {
        EndIfOver();
        cause?.Ticket.Finished();
    }

    /// <summary>Once nothing is under way any more: a command in between may have begun the life anew.</summary>
    private void EndIfOver()
    {
        if (phase == Phase.Alive && pending.Count == 0 && !life.IsBroken && life.IsOver())
            End();
    }

    private void End()
    {
        timers.CancelAll();
        node.Roster.Remove(id);
        node.Traffic.Work.Begin();
        phase = Phase.Ending;
        if (life.HasRecords)
            removal.Start(life.Sequence);
        else
            OnRemoved();
    }

    private void OnRemoved()
    {
        if (phase != Phase.Ending)
            return;
        life.BeginAnew();
        if (waiting.Count > 0)
        {
            phase = Phase.Alive;
            node.Roster.Add(id);
            node.Traffic.Work.End();
            return;
        }
        phase = Phase.Leaving;
        Context.Parent.Tell(new Passivate(LifeIsOver.Instance));
    }

    private void Leave()
    {
        if (waiting.Count > 0)
        {
            node.Roster.LeaveBehind(id, [.. waiting]);
            waiting.Clear();
            // behind all that the shard has held back meanwhile, and sees to it that there is a next life
            node.Region.Tell(new Nudge(id), ActorRefs.NoSender);
        }
        Context.Stop(Self);
    }

    /// <summary>What has come too late to be decided here goes where the shard goes.</summary>
    private void MoveOn()
    {
        while (waiting.TryDequeue(out var next))
            node.Region.Tell(next.Delivery, next.Sender);
        Context.Stop(Self);
    }

    /// <summary>The timer of an entity has rung.</summary>
    internal sealed class Alarm
    {
        public static Alarm Instance { get; } = new();
    }
}
