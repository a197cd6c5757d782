using System.Diagnostics;
using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Shared.Messages.Entities;
using Xunit.Abstractions;

namespace Engine.Akka.Tests.Journal;

/// <summary>First events, further ones and recoveries: each entity comes back with all its events, and the rates are printed.</summary>
internal sealed class JournalFigures(ITestOutputHelper output)
{
    private const int Entities = 500;
    private const int Events = 5;

    private static IEnumerable<EntityId> All => Enumerable.Range(0, Entities).Select(i => LedgerKind.Id($"k{i}"));

    public async Task Measure(TestCluster cluster, string name)
    {
        var node = await cluster.Start();
        await node.Ask(LedgerKind.Id("warm"), new Deposit { Amount = 1 });
        Print(name, "first events/s", Entities, await Timed(async () =>
        {
            foreach (var id in All)
                node.Engine.Tell(id, new Deposit { Amount = 1 });
            await node.Engine.WhenIdle().WaitAsync(TestNode.Patience);
        }));
        Print(name, "further events/s", Entities * (Events - 1), await Timed(async () =>
        {
            for (var i = 1; i < Events; i++)
                foreach (var id in All)
                    node.Engine.Tell(id, new Deposit { Amount = 1 });
            await node.Engine.WhenIdle().WaitAsync(TestNode.Patience);
        }));
        await node.Engine.AbandonAsync();
        await using var next = cluster.Make();
        Print(name, $"recoveries/s ({Events} records each, the start of the node included)", Entities + 1,
            await Timed(next.Engine.StartAsync));
        next.Hosted.ShouldBe(Entities + 1);
        foreach (var id in All)
            (await next.Ask(id, new Peek())).Deposits.ShouldBe(Events);
    }

    private static async Task<TimeSpan> Timed(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed;
    }

    private void Print(string journal, string what, int count, TimeSpan time) =>
        output.WriteLine($"{journal}: {count / time.TotalSeconds:0} {what} ({count} in {time.TotalSeconds:0.0} s)");
}
