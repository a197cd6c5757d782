using Google.Protobuf;
using Shared.Messages.Entities;

namespace Entities.Tests.World;

/// <summary>What holds for every decision of every entity in the world.</summary>
internal static class WorldChecks
{
    /// <summary>Events read back from their bytes lead to the same durable state as the events themselves.</summary>
    public static void RoundTrips(IEntityKind kind, object before, IReadOnlyList<object> events)
    {
        var (live, read) = (before, before);
        foreach (var happened in events)
        {
            live = kind.Evolve(live, happened);
            var again = happened is IMessage durable ? kind.Journal.Read(kind.Journal.Write(durable))! : happened;
            if (happened is IMessage) again.ShouldBe(happened);
            read = kind.Evolve(read, again);
        }
        if (events.Any(happened => happened is IMessage)) kind.Snapshot(read).ShouldBe(kind.Snapshot(live));
    }

    /// <summary>A state restored from its snapshot has the same snapshot: nothing durable was left out.</summary>
    public static void SnapshotIsReplay(IEntityKind kind, string key, object replayed)
    {
        var snapshot = kind.Snapshot(replayed);
        var read = kind.Journal.Read(kind.Journal.Write(snapshot))!;
        kind.Snapshot(kind.Evolve(kind.Initial(key), read)).ShouldBe(snapshot);
    }
}
