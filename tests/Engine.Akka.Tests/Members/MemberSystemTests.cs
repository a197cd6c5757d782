using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Engine.Akka.Members;
using Engine.Akka.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Tests.Members;

public sealed class MemberSystemTests
{
    [Fact]
    public async Task AMemberThatIsTakenOutComesBack()
    {
        var port = FreePort();
        var systems = new List<ActorSystem>();
        var settings = new MemberSettings
        {
            NodeName = "lighthouse",
            Address = "127.0.0.1",
            Port = port,
            Roles = MemberList.RolesOf(ClusterRoles.Lighthouse, "lighthouse"),
            Seeds = [$"127.0.0.1:{port}"],
            Detector = TestSettings.Detector,
        };
        await using var member = new MemberSystem(settings, started => { lock (systems) systems.Add(started); }, _ => { }, NullLoggerFactory.Instance, TimeProvider.System);
        await Until.True(() => IsUp(member), "it is up");
        var first = member.System!;

        AkkaCluster.Get(first).Down(AkkaCluster.Get(first).SelfAddress);

        await Until.True(() => member.System != first && IsUp(member), "it is up again");
        lock (systems)
            systems[0].ShouldBe(first);
    }

    private static bool IsUp(MemberSystem member) =>
        member.System is { WhenTerminated.IsCompleted: false } running && MemberList.Of(running).Any(other => other is { IsSelf: true, Status: "up" });

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
