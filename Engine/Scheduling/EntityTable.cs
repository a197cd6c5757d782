using System.Collections.Concurrent;
using Engine.Journal;
using Shared.Messages.Entities;

namespace Engine.Scheduling;

/// <summary>The cells of one partition: changed by it alone, listed by anyone.</summary>
internal sealed class EntityTable
{
    private readonly ConcurrentDictionary<EntityId, EntityCell> cells = new();

    public int Count => cells.Count;

    public IEnumerable<EntityCell> All => cells.Select(pair => pair.Value);

    /// <summary>Cells by kind and key. The table's own order differs from process to process, and a simulation must replay exactly.</summary>
    public IEnumerable<EntityCell> InOrder => All.OrderBy(cell => cell.Id.Kind, StringComparer.Ordinal).ThenBy(cell => cell.Id.Key, StringComparer.Ordinal);

    public IEnumerable<EntityId> Ids => cells.Select(pair => pair.Key);

    public bool Holds(EntityCell cell) => cells.TryGetValue(cell.Id, out var held) && held == cell;

    public EntityCell FindOrAdd(EntityId id, IReadOnlyDictionary<string, IEntityKind> kinds)
    {
        if (cells.TryGetValue(id, out var cell))
            return cell;
        return Add(new JournalStream(id), kinds[id.Kind]);
    }

    public EntityCell Add(JournalStream stream, IEntityKind kind)
    {
        var cell = new EntityCell(kind, stream, kind.Initial(stream.Entity.Key));
        cells[stream.Entity] = cell;
        return cell;
    }

    public EntityCell? Find(EntityId id) => cells.GetValueOrDefault(id);

    public void Remove(EntityCell cell) => cells.TryRemove(cell.Id, out _);
}
