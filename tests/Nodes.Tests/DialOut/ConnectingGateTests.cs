using Lns.Node.DialOut;
using Shared.Messages.Entities;

namespace Nodes.Tests.DialOut;

/// <summary>Places under the connecting limit, where a node's share changes and sessions move away.</summary>
public sealed class ConnectingGateTests
{
    private readonly List<EntityId> free = [];
    private readonly ConnectingGate gate;

    public ConnectingGateTests() => gate = new ConnectingGate(1, free.Add);

    [Fact]
    public void LargerShareAdmitsWhoWaits()
    {
        gate.TryEnter(Session("a")).ShouldBeTrue();
        gate.Await(Session("b"));

        gate.SetLimit(2);

        free.ShouldBe([Session("b")]);
    }

    [Fact]
    public void SmallerShareTakesNothingAway()
    {
        gate.SetLimit(2);
        gate.TryEnter(Session("a")).ShouldBeTrue();
        gate.TryEnter(Session("b")).ShouldBeTrue();

        gate.SetLimit(1);
        gate.Release(Session("a"));

        gate.Holders.ShouldBe(1);
        gate.TryEnter(Session("c")).ShouldBeFalse();
    }

    [Fact]
    public void SessionsThatMovedAwayHoldAndAwaitNothing()
    {
        gate.TryEnter(Session("gone")).ShouldBeTrue();
        gate.Await(Session("gone-too"));
        gate.Await(Session("here"));

        gate.Forget(session => session.Key.StartsWith("gone", StringComparison.Ordinal));

        free.ShouldBe([Session("here")]);
        (gate.Holders, gate.Waiting).ShouldBe((1, 0));
    }

    private static EntityId Session(string key) => new(EntityKinds.DialOutSession, key);
}
