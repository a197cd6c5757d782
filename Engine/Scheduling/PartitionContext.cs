using Engine.Faults;
using Engine.Sealing;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Scheduling;

/// <summary>What a partition shares with the others, and the sealer and chance of its own.</summary>
internal sealed record PartitionContext(
    EngineSettings Settings,
    IReadOnlyDictionary<string, IEntityKind> Kinds,
    IEffectPerformer Performer,
    TimeProvider Time,
    Random Random,
    RecordSealer Sealer,
    JournalWriter Writer,
    OpenWork Work,
    EngineFate Fate,
    EngineMetrics Metrics,
    IEngineObserver Observer,
    Action<EntityId, IMessage> Tell,
    CrashPoint? Crash = null)
{
    /// <summary>Of the journal that the partition's entities came from.</summary>
    public JournalTail Tail { get; init; }
}
