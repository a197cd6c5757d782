using Lns.Node.Forwarding;
using Protocols.Ip;

namespace Nodes.Tests.Forwarding;

public class RateTests
{
    [Fact]
    public void SoManyASecondAndThenAgain()
    {
        var limit = new RateLimit(3);
        Enumerable.Range(0, 5).Count(_ => limit.TryTake(1_000)).ShouldBe(3);
        limit.TryTake(1_999).ShouldBeFalse();
        Enumerable.Range(0, 5).Count(_ => limit.TryTake(2_000)).ShouldBe(3);
    }

    [Fact]
    public void ClockThatGoesBackDoesNotStopIt()
    {
        var limit = new RateLimit(1);
        limit.TryTake(100_000).ShouldBeTrue();
        limit.TryTake(50_000).ShouldBeTrue();
    }

    [Fact]
    public void TriggersToOneDestinationAreBounded()
    {
        var gate = new TriggerGate();
        var destination = Ipv4Address.Parse("10.10.1.1");
        Enumerable.Range(0, 200).Count(_ => gate.TryPass(destination, 1_000)).ShouldBe(TriggerGate.PerDestinationPerSecond);
        gate.TryPass(destination, 2_000).ShouldBeTrue();
    }

    [Fact]
    public void ScanOfAPrefixIsBounded()
    {
        var gate = new TriggerGate();
        Enumerable.Range(0, 20_000).Count(n => gate.TryPass(new Ipv4Address(0x0A0A0000u + (uint)n), 1_000)).ShouldBe(TriggerGate.PerSecond);
    }

    [Fact]
    public void BurstOfDistinctDestinationsPassesWhole()
    {
        var gate = new TriggerGate();
        Enumerable.Range(0, 1_000).All(n => gate.TryPass(new Ipv4Address(0x0A0A0000u + (uint)n), 1_000)).ShouldBeTrue();
    }
}
