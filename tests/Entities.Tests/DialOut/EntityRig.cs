using Google.Protobuf;
using Shared.Messages.Entities;

namespace Entities.Tests.DialOut;

/// <summary>
/// Hosts one entity in memory: durable events go through the journal's bytes and are kept, so that a recovery is the real replay. Time
/// stands still until it is moved.
/// </summary>
internal sealed class EntityRig(IEntityKind kind, string key, int seed = 1)
{
    private readonly List<byte[]> journal = [];
    private readonly Random random = new(seed);

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public object State { get; private set; } = kind.Initial(key);

    public int Journaled => journal.Count;

    /// <summary>Of the last decision.</summary>
    public IReadOnlyList<Effect> Effects { get; private set; } = [];

    /// <summary>Durable events of the last decision.</summary>
    public IReadOnlyList<object> Durable { get; private set; } = [];

    public IReadOnlyList<Effect> Tell(IMessage command) => Take(kind.Decide(State, command, new Moment(Now, random)), resuming: false);

    public void Pass(TimeSpan time) => Now += time;

    /// <summary>A new process: the journal is replayed into a fresh state, transient knowledge is gone.</summary>
    public IReadOnlyList<Effect> Recover()
    {
        State = kind.Initial(key);
        foreach (var record in journal)
            State = kind.Evolve(State, kind.Journal.Read(record)!);
        return Take(kind.Resume(State, new Moment(Now, random)), resuming: true);
    }

    /// <summary>As <see cref="Recover"/>, from a snapshot instead of the events.</summary>
    public IReadOnlyList<Effect> RecoverFromSnapshot()
    {
        var snapshot = kind.Journal.Write(kind.Snapshot(State));
        journal.Clear();
        journal.Add(snapshot);
        return Recover();
    }

    public bool IsOver => kind.IsOver(State);

    public T Show<T>(IMessage query) where T : IMessage => Tell(query).OfType<Reply>().Select(reply => reply.Answer).OfType<T>().Single();

    private IReadOnlyList<Effect> Take(Decision decision, bool resuming)
    {
        foreach (var happened in decision.Events)
        {
            if (happened is IMessage durable)
            {
                if (resuming)
                    throw new InvalidOperationException("Resume may only apply transient events");
                journal.Add(kind.Journal.Write(durable));
            }
            State = kind.Evolve(State, happened);
        }
        Durable = decision.Events.Where(happened => happened is IMessage).ToList();
        return Effects = decision.Effects;
    }
}
