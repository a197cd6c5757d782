using Engine.Akka.Entities;
using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Engine.Tests.Support;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Sharding;

public sealed class HomeComingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider clock = new();
    private readonly List<string> said = [];
    private readonly TaskCompletionSource[] arrivals = [.. Enumerable.Range(0, 10).Select(_ => new TaskCompletionSource())];
    private readonly HomeComing coming;
    private bool isAlone = true;

    public HomeComingTests() => coming = new HomeComing(arrivals.Select((arrival, i) => (LedgerKind.Id($"k{i}"), (Task)arrival.Task)));

    [Fact]
    public async Task AStartGoesOnForAsLongAsEntitiesKeepComing()
    {
        var start = Start();
        foreach (var arrival in arrivals)
        {
            await Pass(Patience - TimeSpan.FromSeconds(5), start);
            start.IsCompleted.ShouldBeFalse();
            arrival.SetResult();
            await Counted();
            await Pass(TimeSpan.FromSeconds(2), start);
        }
        await start;
        said.ShouldContain("3 of 10");
        said[^1].ShouldBe("10 of 10");
    }

    [Fact]
    public async Task AStartThatComesToAStandFailsAndSaysHowFarItWas()
    {
        var start = Start();
        for (var i = 0; i < 4; i++)
            arrivals[i].SetResult();
        await Counted();
        await Pass(2 * Patience, start);
        (await Should.ThrowAsync<TimeoutException>(start)).Message
            .ShouldBe("brought back 4 of 10 entities, and none more within 60 s; missing: ledger:k4, ledger:k5, ledger:k6 and others");
    }

    /// <summary>Who joins meanwhile takes over shards, and their entities come back there.</summary>
    [Fact]
    public async Task ANodeThatIsNoLongerAloneWaitsForNone()
    {
        var start = Start();
        isAlone = false;
        await Pass(TimeSpan.FromSeconds(2), start);
        await start;
    }

    [Fact]
    public async Task ANodeWhoseJournalCannotBeReadFailsToStartAndSaysHowFarItWas()
    {
        await using var cluster = new TestCluster();
        var before = await cluster.Start();
        for (var i = 0; i < 3; i++)
            await before.Ask(LedgerKind.Id($"k{i}"), new Deposit { Amount = 1 });
        await before.Engine.AbandonAsync();
        var valve = new JournalValve();
        var node = cluster.Make(valve: valve, hostTime: clock);
        node.Engine.SystemStarted += _ => valve.Fail();
        using var meter = new MeterReader(node.Engine);
        var start = node.Engine.StartAsync();
        await Until.True(() => meter["cluster.entities.awaited"] == 3, "it waits for all of them");
        await Until.True(() => clock.Wound() && clock.Wound() && start.IsCompleted, "it loses its patience");
        (await Should.ThrowAsync<TimeoutException>(start)).Message.ShouldStartWith("brought back 0 of 3 entities, and none more within 60 s; missing: ledger:k");
    }

    private Task Start() => coming.WaitAsync(Patience, clock, () => isAlone, (back, total) => said.Add($"{back} of {total}"));

    /// <summary>Another thread counts who arrives, and the clock must not run away from it.</summary>
    private Task Counted() => Until.True(() => coming.Back == arrivals.Count(arrival => arrival.Task.IsCompleted), "who arrived is counted");

    /// <summary>Second by second, each when the wait for it has begun.</summary>
    private async Task Pass(TimeSpan time, Task start)
    {
        for (var second = 0; second < time.TotalSeconds && !start.IsCompleted; second++)
        {
            await Task.WhenAny(clock.TimersArmed(1), start);
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
