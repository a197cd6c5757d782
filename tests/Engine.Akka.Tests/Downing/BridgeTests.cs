using Engine.Akka.Members;
using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Downing;

/// <summary>Partitions that only some members see: those that don't vote reach both sides, and carry what each says of the other.</summary>
public sealed class BridgeTests
{
    private const int Ledgers = 40;

    private static IEnumerable<EntityId> All => Enumerable.Range(0, Ledgers).Select(i => LedgerKind.Id($"k{i}"));

    [Fact]
    public async Task ALacAndALighthouseThatReachBothSidesTakeNobodyDown()
    {
        await using var cluster = new TestCluster();
        var nodes = await Three(cluster);
        await using var lac = await TestBystander.Join(nodes[0], ClusterRoles.Lac, cluster.Resolver);
        await using var lighthouse = await TestBystander.Join(nodes[2], ClusterRoles.Lighthouse, cluster.Resolver);
        await Fill(nodes);

        await Part(nodes[0], nodes[1]);
        await Part(nodes[0], nodes[2]);

        await Until.True(() => nodes[0].Observer.Said.Contains("lost its membership"), "the lone one gives way");
        await LiveOnce(nodes);
        nodes[1].Observer.Said.ShouldNotContain("lost its membership");
        nodes[2].Observer.Said.ShouldNotContain("lost its membership");
    }

    [Fact]
    public async Task OfTwoThatMissOneAnotherOneGivesWay()
    {
        await using var cluster = new TestCluster();
        var nodes = await Three(cluster);
        await Fill(nodes);
        var (first, last) = nodes[0].Port < nodes[1].Port ? (nodes[0], nodes[1]) : (nodes[1], nodes[0]);

        await Part(first, last);

        await Until.True(() => last.Observer.Said.Contains("lost its membership"), "the later address gives way");
        await LiveOnce(nodes);
        first.Observer.Said.ShouldNotContain("lost its membership");
        nodes[2].Observer.Said.ShouldNotContain("lost its membership");
    }

    [Fact]
    public async Task ALacThatOneLnsCantReachIsTakenOutAndNobodyElse()
    {
        await using var cluster = new TestCluster();
        var nodes = await Three(cluster);
        await using var lac = await TestBystander.Join(nodes[0], ClusterRoles.Lac, cluster.Resolver);

        await nodes[1].Cut(lac.Address);
        await Until.True(() => !lac.IsMember, "the LAC is taken out");

        // members come and go as before
        var fourth = await cluster.Start();
        await Fill([.. nodes, fourth]);
        await LiveOnce([.. nodes, fourth]);
        nodes.ShouldAllBe(node => !node.Observer.Said.Contains("lost its membership"));
    }

    private static async Task<List<TestNode>> Three(TestCluster cluster) => [await cluster.Start(), await cluster.Start(), await cluster.Start()];

    private static async Task Fill(IReadOnlyList<TestNode> nodes)
    {
        foreach (var id in All)
            await nodes[0].Ask(id, new Deposit { Amount = 7 });
        await Until.True(() => nodes.All(node => node.Hosted > 0), "each hosts some");
    }

    private static async Task Part(TestNode one, TestNode other)
    {
        await one.Cut(other);
        await other.Cut(one);
    }

    private static async Task LiveOnce(IReadOnlyList<TestNode> nodes)
    {
        await Until.True(() => nodes.All(node => node.Engine.IsMember), "all are members again");
        await Until.True(() => nodes.Sum(node => node.Hosted) == Ledgers && nodes.SelectMany(Entities).Distinct().Count() == Ledgers, "each lives once");
        foreach (var id in All)
            (await nodes[1].Ask(id, new Peek())).Total.ShouldBe(7);
    }

    private static IReadOnlyCollection<EntityId> Entities(TestNode node) => node.Engine.Entities(LedgerKind.Name);
}
