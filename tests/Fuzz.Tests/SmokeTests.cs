using Fuzz.Running;
using Fuzz.Targets;

namespace Fuzz.Tests;

/// <summary>Every target runs a little with every test run; the long runs are <c>./bras fuzz</c>.</summary>
public sealed class SmokeTests
{
    /// <summary>Inputs for each target: about a second for the slowest.</summary>
    private static long InputsOf(FuzzTarget target) => target.Name.StartsWith("machine-", StringComparison.Ordinal) ? 300 : 20_000;

    [Fact]
    public void L2tpHeader() => Holds("l2tp-header");

    [Fact]
    public void L2tpData() => Holds("l2tp-data");

    [Fact]
    public void L2tpControl() => Holds("l2tp-control");

    [Fact]
    public void Hdlc() => Holds("hdlc");

    [Fact]
    public void HayesResults() => Holds("hayes-results");

    [Fact]
    public void HayesCommands() => Holds("hayes-commands");

    [Fact]
    public void RadiusPacket() => Holds("radius-packet");

    [Fact]
    public void RadiusResponse() => Holds("radius-response");

    [Fact]
    public void FramedRoute() => Holds("framed-route");

    [Fact]
    public void Ipv4() => Holds("ipv4");

    [Fact]
    public void IcmpEcho() => Holds("icmp-echo");

    [Fact]
    public void PppFrame() => Holds("ppp-frame");

    [Fact]
    public void PppLcp() => Holds("ppp-lcp");

    [Fact]
    public void PppIpcp() => Holds("ppp-ipcp");

    [Fact]
    public void PppPap() => Holds("ppp-pap");

    [Fact]
    public void PppChap() => Holds("ppp-chap");

    [Fact]
    public void MachinePpp() => Holds("machine-ppp");

    /// <summary>A target without a test here would rot.</summary>
    [Fact]
    public void EveryTargetHasASmokeTest()
    {
        var tests = typeof(SmokeTests).GetMethods().Select(method => method.Name).ToHashSet();
        AllTargets.ByName.ShouldNotBeEmpty();
        AllTargets.ByName.Select(target => target.Name).Where(name => !tests.Contains(InCapitals(name))).ShouldBeEmpty();
    }

    private static string InCapitals(string name) => string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static void Holds(string name)
    {
        var target = AllTargets.Find(name).ShouldNotBeNull();
        var run = new FuzzRun(target, seed: 1);
        run.RunSeeds().ShouldBeNull();
        while (run.Iterations < InputsOf(target))
            run.Step().ShouldBeNull();
        // else the inputs would all be refused at the door
        run.Behaviours.ShouldBeGreaterThan(1);
    }
}
