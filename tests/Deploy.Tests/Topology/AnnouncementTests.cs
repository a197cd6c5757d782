using System.Collections.Concurrent;
using System.Threading.Channels;
using Lab.Foreign;
using Lab.Topology;

namespace Deploy.Tests.Topology;

/// <summary>Which nodes the datagrams for the VIP go to, with real BIRDs, by what the nodes say of themselves and by what becomes of them.</summary>
[Collection("network")]
public sealed class AnnouncementTests
{
    [ForeignFact("bird", "ip", "nsenter", "setpriv", NeedsRoot = true)]
    public async Task EveryWellNodeTakesAShareAndOnlyTheFlowsOfALostOneMove()
    {
        await using var scene = await TopologyScene.Start(_ => "preferred");
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3");
        var before = await scene.Ask(flows: 40);
        before.Distinct().Order().ShouldBe(["lns-1", "lns-2", "lns-3"]);

        // a machine that stands still may have taken another one out for a moment, and its flows have moved as well
        var gone = new ConcurrentBag<string>();
        scene.Topology.Routes.Changed += (prefix, paths, _) =>
        {
            if (prefix != scene.Topology.VipPrefix) return;
            foreach (var absent in scene.LnsHosts.Select(host => host.Name).Except(paths)) gone.Add(absent);
        };
        await scene.Topology.Bird(LabHost.Lns(2)).Kill();
        await scene.WhenVipGoesTo("lns-1", "lns-3");
        var after = await scene.Ask(flows: 40);
        after.ShouldNotContain("lns-2");
        before.Zip(after, (was, now) => (was, now)).Where(flow => !gone.Contains(flow.was) && flow.was != flow.now).ShouldBeEmpty();
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", NeedsRoot = true)]
    public async Task AFrozenBirdIsFoundByBfd()
    {
        await using var scene = await TopologyScene.Start(_ => "preferred");
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3");
        var frozen = scene.Topology.Of(LabHost.Lns(3));
        await Machine.Freeze(frozen);
        // BGP's own hold time is 240 s: what withdraws the route within the patience of this test is BFD
        await scene.WhenVipGoesTo("lns-1", "lns-2");
        await Machine.Thaw(frozen);
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3");
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", NeedsRoot = true)]
    public async Task ADeadNodeAndAHangingOneAreWithdrawn()
    {
        await using var scene = await TopologyScene.Start(_ => "preferred");
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3");
        scene.Nodes["lns-1"].Dispose();
        await scene.WhenVipGoesTo("lns-2", "lns-3");
        scene.Nodes["lns-2"].Hangs = true;
        await scene.WhenVipGoesTo("lns-3");
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", NeedsRoot = true)]
    public async Task ABusyNodeIsReluctantBeforeItCountsAsHanging()
    {
        await using var scene = await TopologyScene.Start(_ => "preferred");
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3");
        var said = Channel.CreateUnbounded<string>();
        scene.Topology.Bird(LabHost.Lns(1)).Printed += line => said.Writer.TryWrite(line);
        scene.Nodes["lns-1"].Hangs = true;
        using var patience = new CancellationTokenSource(TopologyScene.Patience);
        var (line, before) = ("", "");
        while (!line.StartsWith("announce: withdrawn", StringComparison.Ordinal))
            (line, before) = (await said.Reader.ReadAsync(patience.Token), line);
        line.ShouldContain("the node is silent");
        before.ShouldStartWith("announce: reluctant (the node is silent");
        await scene.WhenVipGoesTo("lns-2", "lns-3");
        scene.Nodes["lns-1"].Hangs = false;
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3");
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", NeedsRoot = true)]
    public async Task AReluctantNodeIsLessPreferredAndWhereAllAreTheVipStays()
    {
        await using var scene = await TopologyScene.Start(_ => "preferred");
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3");
        scene.Nodes["lns-1"].Verdict = "reluctant";
        await scene.WhenVipGoesTo("lns-2", "lns-3");
        scene.Nodes["lns-2"].Verdict = "withdrawn";
        await scene.WhenVipGoesTo("lns-3");
        scene.Nodes["lns-3"].Verdict = "reluctant";
        await scene.WhenVipGoesTo("lns-1", "lns-3");
        // back from reluctant in one step, and with the prefixes of the dial-out routes alike
        scene.Nodes["lns-1"].Verdict = "preferred";
        await scene.WhenVipGoesTo("lns-1");
        await scene.Topology.Routes.WhenPaths("10.64.0.0/10", ["lns-1"], TopologyScene.Patience);
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "ping", NeedsRoot = true)]
    public async Task HostsReachEachOtherAndANodeMayComeLater()
    {
        await using var scene = await TopologyScene.Start(_ => "preferred");
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3");
        await Machine.Ping(scene.Topology.Of(LabHost.Home), LabHost.Database.Address);
        await Machine.Ping(scene.Topology.Of(LabHost.Lac(2)), scene.Topology.Settings.Vip);

        var added = await scene.Topology.AddLns(4);
        scene.Nodes["lns-4"] = new PlaceholderNode(scene.Topology, added, "preferred");
        scene.Topology.StartBird(added);
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3", "lns-4");
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "ping", NeedsRoot = true)]
    public async Task NodesThatAreParted()
    {
        await using var scene = await TopologyScene.Start(_ => "preferred");
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3");
        await scene.Topology.Part(LabHost.Lns(1), LabHost.Lns(2));
        (await Machine.Reaches(scene.Topology.Of(LabHost.Lns(1)), LabHost.Lns(2).Address)).ShouldBeFalse();
        (await Machine.Reaches(scene.Topology.Of(LabHost.Lns(1)), LabHost.Lns(3).Address)).ShouldBeTrue();
        // the VIP knows nothing of partitions
        await scene.WhenVipGoesTo("lns-1", "lns-2", "lns-3");
        await scene.Topology.Rejoin(LabHost.Lns(1), LabHost.Lns(2));
        (await Machine.Reaches(scene.Topology.Of(LabHost.Lns(1)), LabHost.Lns(2).Address)).ShouldBeTrue();
    }
}
