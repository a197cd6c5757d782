using Engine.Faults;
using Shared.Messages.Entities;

namespace Engine;

/// <summary>What an engine is put together from, besides its settings.</summary>
/// <param name="IsSingleThreaded">Whether replay, too, must happen on the caller's thread.</param>
/// <param name="Crash">Null but for proofs.</param>
/// <param name="Random">Called once for each partition: a source of chance is not shared between threads.</param>
internal sealed record EngineParts(
    IReadOnlyCollection<IEntityKind> Kinds, IEffectPerformer Performer, TimeProvider Time, Func<Random> Random, IEngineObserver Observer,
    bool IsSingleThreaded = false, CrashPoint? Crash = null);
