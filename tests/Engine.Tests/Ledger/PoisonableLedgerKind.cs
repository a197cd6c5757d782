using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Tests.Ledger;

/// <summary>A ledger that can hand its host an event which it can't take itself: a <see cref="Turn{T}"/> would have noticed.</summary>
public sealed class PoisonableLedgerKind : IEntityKind
{
    private readonly IEntityKind inner = new LedgerKind();

    public string Kind => inner.Kind;

    public JournalSchema Journal => inner.Journal;

    public object Initial(string key) => inner.Initial(key);

    public Decision Decide(object state, IMessage command, Moment moment) =>
        command is Misbehave { How: Misbehave.Types.How.ThrowInEvolve }
            ? new Decision([new Deposited { Amount = 1_000_000 }, new Poison()], [new Report(Milestone.UnexpectedMessage, "never performed")])
            : inner.Decide(state, command, moment);

    public Decision Meanwhile(object durable, IMessage command, Moment moment) => inner.Meanwhile(durable, command, moment);

    public object Evolve(object state, object @event) => inner.Evolve(state, @event);

    public Decision Resume(object state, Moment moment) => inner.Resume(state, moment);

    public IMessage Snapshot(object state) => inner.Snapshot(state);

    public bool IsOver(object state) => inner.IsOver(state);
}
