using System.Diagnostics.Metrics;
using Engine.Akka.Journal;
using Engine.Akka.Metering;
using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Engine.Tests.Support;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Metering;

/// <summary>What only several nodes show is read in the tests of partitions: members that can't be reached, a lease that ran out, a system begun anew.</summary>
public sealed class ClusterMetricsTests
{
    private static readonly EntityId Alice = LedgerKind.Id("alice");
    private static readonly EntityId Bob = LedgerKind.Id("bob");

    [Fact]
    public async Task WhatIsWrittenAndWhatComesBackIsCounted()
    {
        await using var cluster = new TestCluster();
        var first = await cluster.Start();
        using (var meter = new MeterReader(first.Engine))
        {
            foreach (var id in (EntityId[])[Alice, Bob])
                for (var i = 0; i < 3; i++)
                    await first.Ask(id, new Deposit { Amount = 1 });
            meter["cluster.journal.records"].ShouldBe(6);
            meter["cluster.journal.writes"].ShouldBe(6);
            meter["cluster.journal.write.duration"].ShouldBeGreaterThan(0);
            meter["cluster.recoveries kind=ledger"].ShouldBe(0);
            meter["cluster.entities kind=ledger"].ShouldBe(2);
            meter["cluster.shards"].ShouldBe(2);
            meter["cluster.member"].ShouldBe(1);
            meter["cluster.gate.open"].ShouldBe(1);
            meter["cluster.members role=lns reachability=reachable"].ShouldBe(1);
            await first.Engine.AbandonAsync();
            meter["cluster.member"].ShouldBe(0);
            meter["cluster.gate.open"].ShouldBe(0);
            meter["cluster.shards"].ShouldBe(0);
        }
        var second = cluster.Make();
        using var again = new MeterReader(second.Engine);
        await second.Engine.StartAsync();
        again["cluster.recoveries kind=ledger"].ShouldBe(2);
        again["cluster.recovery.duration kind=ledger"].ShouldBeGreaterThan(0);
        again["cluster.entities kind=ledger"].ShouldBe(2);
        again["cluster.shards"].ShouldBe(2);
    }

    [Fact]
    public async Task WhatWaitsForTheJournalIsSeen()
    {
        await using var cluster = new TestCluster();
        var (clock, valve) = (new ManualTimeProvider(), new JournalValve());
        var node = await cluster.Start(new ManualTimeProvider(), valve, clock);
        using var meter = new MeterReader(node.Engine);
        await clock.WoundUntil(node.Ask(Alice, new Deposit { Amount = 1 }));
        meter["cluster.journal.busy"].ShouldBe(0);
        valve.Hold();
        node.Engine.Tell(Alice, new Deposit { Amount = 1 });
        node.Engine.Tell(Alice, new Deposit { Amount = 1 });
        await valve.IsHeld;
        clock.Advance(TimeSpan.FromSeconds(5));
        await Until.True(() => meter["cluster.journal.waiting"] == 2, "both wait");
        meter["cluster.journal.busy"].ShouldBe(5);
        valve.Release();
        await Until.True(() => clock.Wound() && node.Performer.TextsOf(Alice).Count == 3, "both are performed");
        meter["cluster.journal.waiting"].ShouldBe(0);
        meter["cluster.journal.busy"].ShouldBe(0);
    }

    [Fact]
    public async Task WritesThatFailOrAreNotAnsweredAreCounted()
    {
        await using var cluster = new TestCluster();
        var (clock, valve) = (new ManualTimeProvider(), new JournalValve());
        var node = await cluster.Start(new ManualTimeProvider(), valve, clock);
        using var meter = new MeterReader(node.Engine);
        valve.Fail();
        node.Engine.Tell(Alice, new Deposit { Amount = 1 });
        await Until.True(() => clock.Wound() && meter["cluster.recoveries.retried kind=ledger"] >= 2, "its past is asked for again");
        meter["cluster.journal.writes.retried"].ShouldBe(0);
        valve.Hold();
        await Until.True(() => clock.Wound() && valve.IsHeld.IsCompleted, "it writes");
        valve.Fail();
        await Until.True(() => clock.Wound() && meter["cluster.journal.writes.retried"] >= 2, "it is written again");
        valve.Lose();
        await Until.True(() => clock.Wound() && meter["cluster.journal.writes.overdue"] >= 1, "it is not answered");
        meter["cluster.journal.records"].ShouldBe(0);
        valve.Release();
        await Until.True(() => clock.Wound() && meter["cluster.journal.records"] == 1, "it is written");
    }

    [Fact]
    public async Task WhatGoesWrongIsCounted()
    {
        await using var cluster = new TestCluster { MayRefuse = true };
        var node = cluster.Make();
        using var meter = new MeterReader(node.Engine);
        // it is no member yet
        node.Engine.Tell(Alice, new Touch());
        node.Engine.Offer(Alice, new Touch()).ShouldBeFalse();
        meter["cluster.commands.lost kind=ledger"].ShouldBe(1);
        meter["cluster.commands.refused kind=ledger"].ShouldBe(1);
        await node.Engine.StartAsync();
        node.Engine.Tell(Alice, new Misbehave { How = Misbehave.Types.How.ThrowInDecide });
        node.Engine.Tell(Alice, new Misbehave { How = Misbehave.Types.How.ThrowInEffect });
        node.Engine.Tell(Alice, new Misbehave { How = Misbehave.Types.How.ThrowInEvolve });
        await node.Engine.WhenIdle();
        meter["cluster.decide.errors kind=ledger"].ShouldBe(1);
        meter["cluster.effect.errors kind=ledger"].ShouldBe(1);
        meter["cluster.entities.stopped kind=ledger"].ShouldBe(1);
        var refuser = node.Engine.System.Serialization.FindSerializerFor(new object());
        Should.Throw<Exception>(() => refuser.ToBinary(new object()));
        await Until.True(() => meter["cluster.messages.refused"] == 1, "the refusal is counted");
        await node.Ask(Bob, new Deposit { Amount = 1 });
        Database.Execute(cluster.JournalPath, "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, identifier, manifest) "
            + $"SELECT created, 0, persistence_id, 2, message, identifier, manifest FROM journal WHERE persistence_id = '{StreamName.Write(Bob)}'");
        node.Engine.Tell(Bob, new Deposit { Amount = 2 });
        await Until.True(() => meter["cluster.entities.fenced kind=ledger"] == 1, "it is stopped");
    }

    /// <summary>A write is counted for each decision of each entity. Here somebody listens, as a scraper does.</summary>
    [Fact]
    public void CountingAllocatesNothing()
    {
        using var metrics = new ClusterMetrics();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter == metrics.Meter)
                    l.EnableMeasurementEvents(instrument);
            },
        };
        long heard = 0;
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => heard += value);
        listener.Start();
        Count(metrics);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            Count(metrics);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        heard.ShouldBeGreaterThan(1_000);
    }

    private static void Count(ClusterMetrics metrics)
    {
        metrics.Written(3, TimeSpan.FromMilliseconds(5));
        metrics.WriteRetried();
        metrics.Recovered(Alice, TimeSpan.FromMilliseconds(5));
        metrics.CommandRefused(Alice);
        metrics.CommandLost(Alice);
    }
}
