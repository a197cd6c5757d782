using Akka.Actor;
using Engine.Akka.Entities;
using Engine.Akka.Tests.Support;
using Engine.Tests.Ledger;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Cluster;

public sealed class PartsTests
{
    private static readonly EntityId Alice = LedgerKind.Id("alice");

    [Fact]
    public async Task APartIsAnActorBeneathItsEntityAndShowsItself()
    {
        await using var cluster = new TestCluster();
        var node = await cluster.Start();
        node.Engine.Tell(Alice, new Remind { Name = "tea", AfterMs = 3_600_000 });
        node.Engine.Tell(Alice, new Remind { Name = "bed", AfterMs = 3_600_000 });
        await node.Engine.WhenIdle();
        var parts = node.Engine.System.ActorSelection("/system/sharding/bras/*/ledger*/tea-*");
        var tea = await parts.ResolveOne(TestNode.Patience);
        (await tea.Ask<ReminderSet>(ShowPart.Instance, TestNode.Patience)).Name.ShouldBe("tea");
        node.Engine.Tell(Alice, new CancelReminder { Name = "tea" });
        await node.Engine.WhenIdle();
        await Until.True(() => tea is LocalActorRef { IsTerminated: true }, "it is gone with what it shows");
    }
}
