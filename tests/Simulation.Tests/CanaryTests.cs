using Shared.Messages.Entities;
using Simulation.Canaries;
using Simulation.Runs;

namespace Simulation.Tests;

/// <summary>Rules broken on purpose: an oracle that finds nothing must be one that would find something.</summary>
public sealed class CanaryTests
{
    private const int Seeds = 40;

    [Fact]
    public void AckBeforeCommitIsFound() => Find(() => new AckBeforeCommit(), "durable");

    [Fact]
    public void LostTimerOfATunnelIsFound() => Find(() => new LostTimer(10, EntityKinds.Tunnel));

    [Fact]
    public void LostTimerOfADialOutSessionIsFound() => Find(() => new LostTimer(5, EntityKinds.DialOutSession));

    [Fact]
    public void LostTimerOfALinePoolIsFound() => Find(() => new LostTimer(5, EntityKinds.LinePool));

    [Fact]
    public void DoubleOwnerIsFound() => Find(() => new DoubleOwner());

    /// <summary>With the protocol at each start, which a third of the seeds have.</summary>
    [Fact]
    public void KeptSessionsAreFound() => Find(() => new KeptSessions(), "4951");

    [Fact]
    public void LostLineOrderIsFound() => Find(() => new LostEffect<DriveLine>(4));

    [Fact]
    public void LostForwardingRowIsFound() => Find(() => new LostEffect<InstallForwarding>(4), "call");

    [Fact]
    public void RowThatWaitsForResumeIsFound() => Find(() => new LateRow(), "no row");

    [Fact]
    public void ForwardingRowLeftBehindIsFound() => Find(() => new LostEffect<RemoveForwarding>(4), "forwarding");

    [Fact]
    public void LostAccountingRecordIsFound() => Find(() => new LostEffect<WriteAccounting>(7), "record");

    [Fact]
    public void PlaceThatNobodyGivesBackIsFound() => Find(() => new LostEffect<ReleaseSlot>(4), "gate");

    private static void Find(Func<ISabotage> sabotage, string because = "")
    {
        var found = Enumerable.Range(1, Seeds).Select(seed => Run.Once(seed, sabotage()).Failure).FirstOrDefault(failure => failure is not null);
        found.ShouldNotBeNull($"{Seeds} seeds");
        found.ShouldContain(because);
    }
}
