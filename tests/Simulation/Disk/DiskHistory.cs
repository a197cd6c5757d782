using Shared.Messages.Entities;

namespace Simulation.Disk;

/// <summary>The last few commits of a disk, so that they can be undone as a torn log undoes them: each as a whole, the latest first.</summary>
internal sealed class DiskHistory
{
    private const int Depth = 16;

    private readonly LinkedList<Dictionary<EntityId, Platter?>> before = [];

    /// <summary>What the streams of a commit look like before it.</summary>
    public void Note(IEnumerable<EntityId> streams, IReadOnlyDictionary<EntityId, Platter> platters)
    {
        before.AddLast(streams.Distinct().ToDictionary(id => id, id => platters.GetValueOrDefault(id)?.Copy()));
        if (before.Count > Depth)
            before.RemoveFirst();
    }

    public void Forget() => before.Clear();

    public void Undo(int commits, Dictionary<EntityId, Platter> platters)
    {
        for (; commits > 0 && before.Last is { } last; commits--)
        {
            before.RemoveLast();
            foreach (var (id, platter) in last.Value)
                if (platter is null)
                    platters.Remove(id);
                else
                    platters[id] = platter;
        }
    }
}
