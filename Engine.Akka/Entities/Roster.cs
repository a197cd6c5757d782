using System.Collections.Concurrent;
using Engine.Akka.Traffic;
using Shared.Messages.Entities;

namespace Engine.Akka.Entities;

/// <summary>Which entities live on this node, and what one life leaves to the next under the same name.</summary>
internal sealed class Roster
{
    private readonly ConcurrentDictionary<EntityId, bool> living = new();
    private readonly ConcurrentDictionary<EntityId, IReadOnlyList<Waiting>> leftovers = new();
    private readonly ConcurrentDictionary<EntityId, TaskCompletionSource> awaited = new();

    public IReadOnlyCollection<EntityId> Of(string kind) => [.. living.Keys.Where(id => id.Kind == kind)];

    /// <summary>How many of each of the kinds.</summary>
    public IEnumerable<(string Kind, int Count)> Counts(IEnumerable<string> kinds)
    {
        var counts = kinds.ToDictionary(kind => kind, _ => 0);
        foreach (var (id, _) in living)
            counts[id.Kind]++;
        return counts.Select(of => (of.Key, of.Value));
    }

    public bool Lives(EntityId id) => living.ContainsKey(id);

    public IReadOnlyCollection<EntityId> All => [.. living.Keys];

    /// <summary>It can take commands: it is new, or has its past back and has done what it resumed with.</summary>
    public void Add(EntityId id)
    {
        living[id] = true;
        Arrived(id);
    }

    public void Remove(EntityId id) => living.TryRemove(id, out _);

    /// <summary>It was asked for, and either lives or can't.</summary>
    public void Arrived(EntityId id)
    {
        if (awaited.TryRemove(id, out var waiting))
            waiting.TrySetResult();
    }

    /// <summary>Completes when each of them lives, or was asked for since and can't.</summary>
    public Task WhenArrived(IReadOnlyCollection<EntityId> ids)
    {
        var all = Task.WhenAll(ids.Select(WhenArrived).ToList());
        // one that arrived before it was awaited
        foreach (var id in ids.Where(Lives)) Arrived(id);
        return all;
    }

    /// <summary>Call it before any of them starts.</summary>
    public HomeComing Await(IEnumerable<EntityId> ids) => new(ids.Select(id => (id, WhenArrived(id))));

    /// <summary>
    /// Commands that reached an actor whose life was over already. The shard holds back what comes later for the next one, which must
    /// take these first.
    /// </summary>
    public void LeaveBehind(EntityId id, IReadOnlyList<Waiting> commands) => leftovers[id] = commands;

    public IReadOnlyList<Waiting> TakeOver(EntityId id) => leftovers.TryRemove(id, out var commands) ? commands : [];

    private Task WhenArrived(EntityId id) => awaited.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
}
