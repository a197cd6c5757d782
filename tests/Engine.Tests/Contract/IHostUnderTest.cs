using Engine.Tests.Support;
using Shared.Messages.Entities;

namespace Engine.Tests.Contract;

/// <summary>
/// One engine under test with what it keeps beyond a crash. It hosts <see cref="Ledger.PoisonableLedgerKind"/>, performs with
/// <see cref="Performer"/>, and lives on <see cref="Time"/>.
/// </summary>
public interface IHostUnderTest : IAsyncDisposable
{
    IEntityHost Host { get; }

    RecordingPerformer Performer { get; }

    ManualTimeProvider Time { get; }

    /// <summary>First start, and start again after a crash or stop: on the same journal.</summary>
    Task StartAsync();

    /// <summary>The process dies: what isn't durable is gone, and so is every effect not performed.</summary>
    Task CrashAsync();

    Task StopAsync();

    /// <summary>Completes when all that was told has been decided, made durable and performed. Never while a commit is held.</summary>
    Task Settle();

    /// <summary>From now on no commit becomes durable until <see cref="ReleaseCommits"/>.</summary>
    void HoldCommits();

    void ReleaseCommits();

    /// <summary>Completes when a commit is being held.</summary>
    Task CommitIsHeld();
}
