using System.Net;
using System.Net.Sockets;
using Lab.Cluster;
using Lab.Foreign;
using Lab.Silences;
using Lab.Topology;

namespace Deploy.Tests.Topology;

/// <summary>What the scenes of a cluster measure with, before there is a cluster.</summary>
[Collection("network")]
public sealed class InstrumentTests
{
    [ForeignFact("bird", "ip", "nsenter", "setpriv", NeedsRoot = true)]
    public async Task TheProbeSeesHowLongAHostDidNotAnswer()
    {
        await using var scene = await TopologyScene.Start(_ => "preferred");
        var (lac, other) = (LabHost.Lac(1), LabHost.Lac(2));
        using var probe = new HomeProbe(scene.Topology.Of(LabHost.Home), [lac.Address, other.Address], TimeSpan.FromMilliseconds(20));
        await probe.WhenAnswering(2, TopologyScene.Patience);
        using var pulse = new Pulse();
        probe.Begin();
        await scene.Topology.Part(LabHost.Home, lac);
        await probe.WhenSilent(lac.Address, TimeSpan.FromSeconds(2));
        await scene.Topology.Rejoin(LabHost.Home, lac);
        await probe.WhenAnswering(2, TopologyScene.Patience);
        var gaps = probe.Gaps();
        gaps[lac.Address].ShouldBeGreaterThan(TimeSpan.FromSeconds(2));
        // both have the gap of a test that stood still itself
        (gaps[other.Address] - pulse.Longest()).ShouldBeLessThan(gaps[lac.Address]);
        var losses = probe.Losses();
        losses[lac.Address].ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
        losses[other.Address].ShouldBeLessThan(losses[lac.Address]);
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", NeedsRoot = true)]
    public async Task TheWatchTellsControlMessagesFromTheVipFromAllElse()
    {
        await using var scene = await TopologyScene.Start(_ => "preferred");
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3");
        var lac = LabHost.Lac(1);
        using var watch = new ControlWatch(scene.Topology, lac);
        using var receiver = scene.Topology.Of(lac).Enter(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        receiver.Bind(new IPEndPoint(lac.Address, 1701));
        var sender = scene.Nodes["lns-1"];
        // a ZLB for tunnel 0x0102 (RFC 2661 §3.1), then a data packet of tunnel 0x0304
        await sender.Send([0xc8, 0x02, 0, 12, 0x01, 0x02, 0, 0, 0, 0, 0, 0], new IPEndPoint(lac.Address, 1701));
        await sender.Send([0x00, 0x02, 0x03, 0x04, 0, 7, 0xff, 0x03, 0xc0, 0x21, 9, 1], new IPEndPoint(lac.Address, 1701));
        var datagram = new byte[64];
        (await receiver.ReceiveAsync(datagram).WaitAsync(TopologyScene.Patience)).ShouldBe(12);
        (await receiver.ReceiveAsync(datagram).WaitAsync(TopologyScene.Patience)).ShouldBe(12);
        await watch.WhenHeard(1, TopologyScene.Patience);
        watch.Gaps().Count.ShouldBe(1);
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "psql", NeedsRoot = true)]
    public async Task WhatWasCommittedIsThereAfterThePowerWasLost()
    {
        var directory = Directory.CreateTempSubdirectory("bras-postgresql-").FullName;
        try
        {
            await Command.Run("chmod", "711", directory);
            await using var topology = await ClusterTopology.Create(new TopologySettings { Directory = directory, LnsNodes = 1, Lacs = 1, StartsBirds = false });
            await using var database = await PostgreSql.Create(topology.Of(LabHost.Database), LabHost.Database.Address, Path.Combine(directory, "postgresql"));
            var client = topology.Of(LabHost.Lns(1));
            await Query(client, "create table kept (n int); insert into kept values (7)");
            await database.Stop();
            (await Should.ThrowAsync<InvalidOperationException>(() => Query(client, "select n from kept"))).Message.ShouldContain("refused");
            await database.Start();
            (await Query(client, "select n from kept")).Trim().ShouldBe("7");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Task<string> Query(NetworkNamespace client, string statement)
    {
        var line = client.CommandLine("psql", "--host", LabHost.Database.Address.ToString(), "--username", PostgreSql.User, "--dbname", PostgreSql.Database,
            "--tuples-only", "--no-align", "--command", statement);
        return Command.Run(line[0], [.. line.Skip(1)]);
    }
}
