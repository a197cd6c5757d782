using Engine.Tests.Ledger;
using Engine.Tests.Support;
using Shared.Messages.Entities;

namespace Engine.Tests.Scheduling;

public sealed class LimitsTests : IAsyncLifetime
{
    private static readonly EntityId Alice = LedgerKind.Id("alice");

    private readonly PumpedHost host = new();

    public Task InitializeAsync()
    {
        host.Settings = host.Settings with { Partitions = 1 };
        return host.StartAsync();
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task AFullMailboxRefusesPeersAndQuestionsButTakesOurOwnTells()
    {
        for (var i = 0; i < Limits.MailboxPeer; i++)
            host.Offer(Alice, new Touch()).ShouldBeTrue();
        host.Offer(Alice, new Touch()).ShouldBeFalse();
        (await Should.ThrowAsync<TimeoutException>(host.Core.Ask(Alice, new Peek(), TimeSpan.FromSeconds(1)))).Message.ShouldContain("overloaded");
        host.Tell(Alice, new Touch());
        await host.Settle();
        host.Performer.TextsOf(Alice).Count.ShouldBe(Limits.MailboxPeer + 1);
        host.Offer(Alice, new Touch()).ShouldBeTrue();
        host.Observer.Said.ShouldNotContain(said => said.StartsWith("lost"));
    }

    [Fact]
    public async Task AnOverfullMailboxLosesTellsAndSaysSo()
    {
        for (var i = 0; i <= Limits.MailboxTells; i++)
            host.Tell(Alice, new Touch());
        host.Observer.Said.Count(said => said == "lost: ledger:alice Touch").ShouldBe(1);
        await host.Settle();
        host.Performer.TextsOf(Alice).Count.ShouldBe(Limits.MailboxTells);
    }

    [Fact]
    public async Task AStalledJournalStopsThePartitionBeforeMemoryEnds()
    {
        host.HoldCommits();
        for (var i = 0; i < Limits.AheadOfJournal + 10; i++)
            host.Tell(Alice, new Deposit { Amount = 1 });
        host.PumpPartitions();
        host.Core.Partitions[0].Depth.ShouldBe(10);
        host.ReleaseCommits();
        await host.Settle();
        host.Performer.TextsOf(Alice).Count.ShouldBe(Limits.AheadOfJournal + 10);
    }

    [Fact]
    public async Task AQueueOfDecisionsGoesIntoCommitsOfBoundedSize()
    {
        host.HoldCommits();
        for (var i = 0; i < Limits.CommitDecisions + 1; i++)
            host.Tell(Alice, new Deposit { Amount = 1 });
        host.PumpPartitions();
        host.Core.Writer.Pump().ShouldBeTrue();
        host.PumpPartitions();
        host.Performer.TextsOf(Alice).Count.ShouldBe(Limits.CommitDecisions);
        host.ReleaseCommits();
        await host.Settle();
        host.Performer.TextsOf(Alice).Count.ShouldBe(Limits.CommitDecisions + 1);
    }

    [Fact]
    public async Task TwoPartitionsThatTellEachOtherWithoutEndDoNotBlock()
    {
        host.Settings = host.Settings with { Partitions = 2 };
        await host.CrashAsync();
        await host.StartAsync();
        for (var i = 0; i < 20_000; i++)
        {
            host.Tell(LedgerKind.Id($"k{i % 10}"), new SendOn { To = $"k{(i + 1) % 10}", Amount = 1 });
            host.Tell(LedgerKind.Id($"k{i % 10}"), new SendOn { To = $"k{(i + 3) % 10}", Amount = 1 });
        }
        await host.Settle();
        host.Performer.AllTexts().Count.ShouldBe(40_000);
    }

    [Fact]
    public void AnUnknownKindIsRefusedAtOnce() =>
        Should.Throw<ArgumentException>(() => host.Tell(new EntityId("nobody", "k"), new Touch())).Message.ShouldContain("nobody");
}
