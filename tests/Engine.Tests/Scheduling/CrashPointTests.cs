using Engine.Faults;
using Engine.Tests.Ledger;
using Engine.Tests.Support;

namespace Engine.Tests.Scheduling;

/// <summary>A crash point dies where it was told to: what is in the journal then, and which effects were performed, tell the sides apart.</summary>
public sealed class CrashPointTests
{
    [Theory]
    [InlineData(CrashSide.Before, 0, 0)]
    [InlineData(CrashSide.After, 1, 0)]
    [InlineData(CrashSide.Performed, 1, 1)]
    public async Task ItDiesOnItsSideOfTheCommit(CrashSide side, int records, int performed)
    {
        await using var host = new PumpedHost();
        var (recordsThen, performedThen) = (-1, -1);
        host.Crash = new CrashPoint(new CrashOrder(nameof(Deposited), "", 2, side), (_, _) =>
            (recordsThen, performedThen) = (host.Journal.ReadAll().Count(), host.Performer.AllTexts().Count));
        await host.StartAsync();
        await host.Settle();
        host.Host.Tell(LedgerKind.Id("alice"), new Deposit { Amount = 1 });
        await host.Settle();
        recordsThen.ShouldBe(-1, "the first deposit is not meant");
        var (recordsBefore, performedBefore) = (host.Journal.ReadAll().Count(), host.Performer.AllTexts().Count);
        host.Host.Tell(LedgerKind.Id("alice"), new Deposit { Amount = 2 });
        await host.Settle();
        var perDecision = host.Performer.AllTexts().Count - performedBefore;
        recordsThen.ShouldBe(recordsBefore + records);
        performedThen.ShouldBe(performedBefore + performed * perDecision);
        perDecision.ShouldBePositive("or nothing tells After from Performed");
    }

    [Fact]
    public async Task TextNarrowsItToOneEntity()
    {
        await using var host = new PumpedHost();
        var deaths = 0;
        host.Crash = new CrashPoint(CrashOrder.Parse($"{nameof(Deposited)}~bob@after"), (_, _) => deaths++);
        await host.StartAsync();
        host.Host.Tell(LedgerKind.Id("alice"), new Deposit { Amount = 1 });
        await host.Settle();
        deaths.ShouldBe(0);
        host.Host.Tell(LedgerKind.Id("bob"), new Deposit { Amount = 1 });
        await host.Settle();
        deaths.ShouldBe(1);
    }

    [Fact]
    public void OrdersAreReadAsTheyAreWritten()
    {
        CrashOrder.Parse("CallPlaced@before").ShouldBe(new CrashOrder("CallPlaced", "", 1, CrashSide.Before));
        CrashOrder.Parse("AskRadius~tunnel#2@Performed").ShouldBe(new CrashOrder("AskRadius", "tunnel", 2, CrashSide.Performed));
        var order = new CrashOrder("ControlQueued", "x", 3, CrashSide.After);
        CrashOrder.Parse(order.ToString()).ShouldBe(order);
        foreach (var nonsense in (string[])["", "CallPlaced", "@before", "CallPlaced@", "CallPlaced@sometimes", "CallPlaced#x@after"])
            Should.Throw<FormatException>(() => CrashOrder.Parse(nonsense), nonsense);
    }
}
