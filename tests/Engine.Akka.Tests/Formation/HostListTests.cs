using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Engine.Akka.Formation;
using Engine.Akka.Members;
using Engine.Akka.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Tests.Formation;

/// <summary>Members that know only at which addresses others may be. Each has an address of its own on the loopback device.</summary>
public sealed class HostListTests
{
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    private readonly string subnet = $"127.{Random.Shared.Next(16, 250)}.{Random.Shared.Next(1, 250)}";

    [Fact]
    public async Task ThreeThatBeginTogetherFormOneClusterAndAFourthThatIsOnNoListJoinsIt()
    {
        var hosts = new[] { 1, 2, 3 };
        await using var one = Start(1, hosts);
        await using var two = Start(2, hosts);
        await using var three = Start(3, hosts);
        await All(["m-1", "m-2", "m-3"], one, two, three);
        await using var four = Start(4, hosts);
        await All(["m-1", "m-2", "m-3", "m-4"], one, two, three, four);
    }

    [Fact]
    public async Task AMemberThatWasTakenOutComesBack()
    {
        var hosts = new[] { 1, 2 };
        await using var one = Start(1, hosts);
        await using var two = Start(2, hosts);
        await All(["m-1", "m-2"], one, two);
        var first = two.System!;
        AkkaCluster.Get(one.System!).Down(AkkaCluster.Get(first).SelfAddress);
        await Until.True(() => two.System is { } system && system != first, "has another actor system");
        await All(["m-1", "m-2"], one, two);
    }

    [Fact]
    public async Task AnEngineThatWasTakenOutComesBackOnTheSameManagementPort()
    {
        await using var cluster = new TestCluster();
        var settings = TestSettings.Alone(cluster.Journal) with { Address = $"{subnet}.1", Bootstrap = List([1, 2]) };
        await using var node = new TestNode(settings);
        await using var other = new TestNode(settings with { NodeName = "lns-2", Address = $"{subnet}.2" });
        await Task.WhenAll(node.Engine.StartAsync(), other.Engine.StartAsync());
        // between two actor systems the engine has none to be asked for
        ActorSystem? next = null;
        node.Engine.SystemStarted += system => Volatile.Write(ref next, system);
        AkkaCluster.Get(other.Engine.System).Down(AkkaCluster.Get(node.Engine.System).SelfAddress);
        await Until.True(() => Volatile.Read(ref next) is { } system && node.Engine.IsMember && MemberList.Of(system).Count(member => member.Status == "up") == 2, "is back");
    }

    /// <summary>Who can't begin anew at once tries again, whatever it was: nobody would tell it to.</summary>
    [Fact]
    public async Task AnEngineWhoseManagementPortIsTakenComesBackOnceItIsFree()
    {
        await using var cluster = new TestCluster();
        var settings = TestSettings.Alone(cluster.Journal) with { Address = $"{subnet}.1", Bootstrap = List([1, 2]) };
        await using var node = new TestNode(settings);
        await using var other = new TestNode(settings with { NodeName = "lns-2", Address = $"{subnet}.2" });
        await Task.WhenAll(node.Engine.StartAsync(), other.Engine.StartAsync());
        AkkaCluster.Get(other.Engine.System).Down(AkkaCluster.Get(node.Engine.System).SelfAddress);
        await Until.True(() => node.Observer.Said.Contains("lost its membership"), "it is taken out");
        TcpListener? taken = null;
        await Until.True(() => (taken = Listen($"{subnet}.1", 8558)) is not null, "its port is free");
        using (taken)
            await Until.True(() => node.Observer.Said.Any(line => line.StartsWith("could not rejoin", StringComparison.Ordinal)), "it can't listen");
        await Until.True(() => node.Engine.IsMember, "it is back");
    }

    private static TcpListener? Listen(string address, int port)
    {
        var listener = new TcpListener(IPAddress.Parse(address), port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }

    private static async Task All(string[] names, params MemberSystem[] systems)
    {
        foreach (var member in systems)
            await Until.True(() => member.System is { WhenTerminated.IsCompleted: false } system && MemberList.Of(system).Where(other => other.Status == "up")
                .Select(other => other.Name).SequenceEqual(names), $"all of {string.Join(", ", names)} are up");
    }

    private HostList List(int[] hosts) => new([.. hosts.Select(host => $"{subnet}.{host}:8558")]) { StableMargin = Margin, ProbeInterval = TimeSpan.FromMilliseconds(200) };

    private MemberSystem Start(int number, int[] hosts) => new(new MemberSettings
    {
        NodeName = $"m-{number}",
        Address = $"{subnet}.{number}",
        Port = 0,
        Roles = MemberList.RolesOf(ClusterRoles.Lighthouse, $"m-{number}"),
        Bootstrap = List(hosts),
        Detector = new DetectorSettings { GossipInterval = TimeSpan.FromMilliseconds(100) },
    }, _ => { }, e => throw new InvalidOperationException("could not start", e), NullLoggerFactory.Instance, TimeProvider.System);
}
