using Engine.Tests.Ledger;
using Engine.Tests.Support;

namespace Engine.Tests.Contract;

/// <summary>The contract again, with the engine's own parts in one thread; and what only a scheduler in the test's hand can show.</summary>
public sealed class PumpedEngineTests : EntityHostContract
{
    private PumpedHost Pumped => (PumpedHost)Host;

    protected override IHostUnderTest Create() => new PumpedHost();

    [Fact]
    public async Task ACrashBetweenTheLastCommitAndItsEffectsResumesTheEntityBeforeItIsForgotten()
    {
        await Ask(Alice, new Deposit { Amount = 5 });
        Host.HoldCommits();
        Host.Host.Tell(Alice, new CloseAccount());
        Pumped.PumpPartitions();
        Pumped.Core.Writer.Pump().ShouldBeTrue();
        await Host.CrashAsync();
        Performer.TextsOf(Alice).ShouldBe(["deposited 5"]);
        Performer.Clear();
        await Host.StartAsync();
        Performer.TextsOf(Alice).ShouldBe(["resumed 5"]);
        Host.Host.Entities(LedgerKind.Name).ShouldBeEmpty();
        Pumped.Journal.RecordsOf(Alice).ShouldBe(0);
    }

    [Fact]
    public async Task ManyDecisionsOfManyEntitiesGoIntoOneCommit()
    {
        Host.HoldCommits();
        for (var i = 0; i < 100; i++)
            Host.Host.Tell(LedgerKind.Id($"k{i % 20}"), new Deposit { Amount = 1 });
        Pumped.PumpPartitions();
        Pumped.Core.Writer.Pump().ShouldBeTrue();
        Pumped.Core.Writer.Pump().ShouldBeFalse();
        Host.ReleaseCommits();
        await Host.Settle();
        Performer.AllTexts().Count.ShouldBe(100);
    }

    [Fact]
    public async Task TheSameCommandsGiveTheSameEffectsInTheSameOrder()
    {
        var runs = new List<IReadOnlyList<string>>();
        for (var run = 0; run < 2; run++)
        {
            await using var host = new PumpedHost();
            await host.StartAsync();
            for (var i = 0; i < 300; i++)
                host.Tell(LedgerKind.Id($"k{i % 13}"), i % 5 == 0 ? new SendOn { To = $"k{i % 7}", Amount = 1 } : new Deposit { Amount = i });
            await host.Settle();
            runs.Add(host.Performer.AllTexts());
        }
        runs[1].ShouldBe(runs[0]);
        runs[0].Count.ShouldBe(300);
    }
}
