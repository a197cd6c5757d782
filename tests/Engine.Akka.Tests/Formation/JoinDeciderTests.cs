using System.Collections.Immutable;
using System.Net;
using Akka.Actor;
using Akka.Management.Cluster.Bootstrap;
using Engine.Akka.Formation;
using static Akka.Discovery.ServiceDiscovery;

namespace Engine.Akka.Tests.Formation;

public sealed class JoinDeciderTests
{
    private const int Port = 8558;

    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);
    private static readonly Address Member = Address.Parse("akka.tcp://bras@10.0.0.7:4053");

    [Fact]
    public void AClusterThatIsThereIsJoinedWhoeverElseIsSilent()
    {
        var info = Info(["10.0.0.1", "10.0.0.2", "10.0.0.3"], [Seen("10.0.0.2", Member)], TimeSpan.Zero);
        Judge(info, "10.0.0.1").ShouldBeOfType<JoinOtherSeedNodes>().SeedNodes.ShouldBe([Member]);
    }

    [Fact]
    public void TheFirstOfAllFormsANewOneOnceAllHaveAnswered()
    {
        var info = Info(["10.0.0.3", "10.0.0.1", "10.0.0.2"], [Seen("10.0.0.1"), Seen("10.0.0.2"), Seen("10.0.0.3")], Margin);
        Judge(info, "10.0.0.1").ShouldBeOfType<JoinSelf>();
        Judge(info, "10.0.0.2").ShouldBeOfType<KeepProbing>();
        Judge(info, "10.0.0.3").ShouldBeOfType<KeepProbing>();
    }

    /// <summary>It may be in a cluster, and only not be heard.</summary>
    [Fact]
    public void WhileOneIsSilentNobodyFormsOne() => Judge(Info(["10.0.0.1", "10.0.0.2", "10.0.0.3"], [Seen("10.0.0.1"), Seen("10.0.0.2")], Margin), "10.0.0.1")
        .ShouldBeOfType<KeepProbing>();

    [Fact]
    public void TooFewFormNone() => Judge(Info(["10.0.0.1"], [Seen("10.0.0.1")], Margin), "10.0.0.1").ShouldBeOfType<KeepProbing>();

    [Fact]
    public void WhatHasJustChangedMayChangeAgain() => Judge(Info(["10.0.0.1", "10.0.0.2"], [Seen("10.0.0.1"), Seen("10.0.0.2")], Margin / 2), "10.0.0.1")
        .ShouldBeOfType<KeepProbing>();

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("0.0.0.10")]
    public void AnAddressWithinAnotherIsAnother(string self) =>
        Judge(Info(["10.0.0.10", "10.0.0.11"], [Seen("10.0.0.10"), Seen("10.0.0.11")], Margin), self).ShouldBeOfType<KeepProbing>();

    [Fact]
    public void NoContactPointsAreNoReasonToFormOne() => JoinDecider.Judge(Info([], [], Margin), "10.0.0.1", Port, 0, Margin).ShouldBeOfType<KeepProbing>();

    private static IJoinDecision Judge(SeedNodesInformation info, string self) => JoinDecider.Judge(info, self, Port, 2, Margin);

    private static SeedNodesInformation Info(string[] points, SeedNodesObservation[] seen, TimeSpan unchangedFor) =>
        new(Now, Now - unchangedFor, [.. points.Select(Target)], [.. seen]);

    private static SeedNodesObservation Seen(string host, params Address[] members) =>
        new(Now, Target(host), Address.Parse($"akka.tcp://bras@{host}:4053"), [.. members]);

    private static ResolvedTarget Target(string host) => new(host, Port, IPAddress.Parse(host));
}
