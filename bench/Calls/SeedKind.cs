using Google.Protobuf;
using Shared.Messages.Entities;

namespace Bench.Calls;

/// <summary>Writes what it is told into the journal as a kind's own events, so that the kind itself can be brought back from there.</summary>
internal sealed class SeedKind(IEntityKind kind) : IEntityKind
{
    public string Kind => kind.Kind;

    public JournalSchema Journal => kind.Journal;

    public object Initial(string key) => key;

    public Decision Decide(object state, IMessage command, Moment moment) => new([command], []);

    public object Evolve(object state, object @event) => state;

    public Decision Resume(object state, Moment moment) => Decision.Nothing;

    public IMessage Snapshot(object state) => throw new InvalidOperationException("a seed is one event and never grows long");

    public bool IsOver(object state) => false;
}
