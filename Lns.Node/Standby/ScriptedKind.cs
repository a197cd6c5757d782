using Google.Protobuf;
using Shared.Messages.Entities;

namespace Lns.Node.Standby;

/// <summary>Writes what it is told into a journal as its kind's own event, so that the kind itself can be brought back from there.</summary>
internal sealed class ScriptedKind(IEntityKind kind) : IEntityKind
{
    public string Kind => kind.Kind;

    public JournalSchema Journal => kind.Journal;

    public object Initial(string key) => key;

    public Decision Decide(object state, IMessage command, Moment moment) => new([command], []);

    public object Evolve(object state, object @event) => state;

    public Decision Resume(object state, Moment moment) => Decision.Nothing;

    public IMessage Snapshot(object state) => throw new InvalidOperationException("one event never grows long");

    public bool IsOver(object state) => false;
}
