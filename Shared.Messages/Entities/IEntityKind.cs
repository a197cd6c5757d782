using Google.Protobuf;

namespace Shared.Messages.Entities;

/// <summary>
/// The entity contract: pure functions over an immutable state. Nothing behind it reads a clock, opens a socket or awaits.
/// Hosts persist the durable events of a decision first, then perform its effects, in order.
/// </summary>
public interface IEntityKind
{
    /// <summary>One of <see cref="EntityKinds"/>.</summary>
    string Kind { get; }

    /// <summary>How this kind's durable events are written to the journal.</summary>
    JournalSchema Journal { get; }

    /// <summary>The state before the first event.</summary>
    object Initial(string key);

    /// <summary>Answers a command with events and effects. Total: it never throws for what a peer or operator sent.</summary>
    Decision Decide(object state, IMessage command, Moment moment);

    /// <summary>
    /// What needs no journal and can't wait for it. While durable events of the entity are on their way to the disk, a host asks this of each
    /// command before <see cref="Decide"/>, and of the state without them. Events are transient and hold for that state alone; effects, timers
    /// excepted, are performed at once. The command is decided all the same.
    /// </summary>
    Decision Meanwhile(object durable, IMessage command, Moment moment) => Decision.Nothing;

    /// <summary>The state after an event. Depends on nothing but its arguments; time and chance arrive inside the event.</summary>
    object Evolve(object state, object @event);

    /// <summary>
    /// What to do after recovery, on whichever machine: every effect that is not yet confirmed (timers, retransmission,
    /// forwarding entries, open questions). Its events are transient.
    /// </summary>
    Decision Resume(object state, Moment moment);

    /// <summary>
    /// The entity's rows of the forwarding table, from its durable half alone: after a recovery a host performs them before anything resumes, so
    /// that data goes on first. <see cref="Resume"/> performs them again.
    /// </summary>
    IEnumerable<InstallForwarding> Rows(object state) => [];

    /// <summary>One durable event from which <see cref="Evolve"/> rebuilds the durable part of the state.</summary>
    IMessage Snapshot(object state);

    /// <summary>The life is over: the host forgets the entity and deletes its stream once its last effects are performed.</summary>
    bool IsOver(object state);
}

/// <summary>An event that changes state but is not journaled: a crash may forget it.</summary>
public interface ITransientEvent;

/// <param name="Events">Durable ones are protobuf messages of the kind's schema, transient ones <see cref="ITransientEvent"/>.</param>
/// <param name="Effects">To be performed in order, after the durable events are on disk.</param>
public sealed record Decision(IReadOnlyList<object> Events, IReadOnlyList<Effect> Effects)
{
    public static Decision Nothing { get; } = new([], []);
}
