using System.Diagnostics;
using Lab.Foreign;
using Lab.Topology;

namespace Deploy.Tests.Topology;

[Collection("network")]
public sealed class LeftOversTests
{
    [ForeignFact("ip", "nsenter", NeedsRoot = true)]
    public async Task WhatAKilledLabLeftIsGoneAtTheNextStartAndWhatALiveOneHasStays()
    {
        using var live = await LabClaim.Take();
        var kept = await NetworkNamespace.Create(live.Prefix + "kept");
        string left;
        Process sleeper;
        using (var killed = await LabClaim.Take())
        {
            killed.Number.ShouldNotBe(live.Number);
            left = (await NetworkNamespace.Create(killed.Prefix + "left")).Name;
            sleeper = Command.Start("nsenter", $"--net=/run/netns/{left}", "sh", "-c", "echo in; exec sleep 1000");
            // one that is still on its way in is seen by nobody
            (await sleeper.StandardOutput.ReadLineAsync().WaitAsync(TopologyScene.Patience)).ShouldBe("in");
            // its lock goes with the process; its namespace and what runs there do not
        }
        using (var next = await LabClaim.Take())
        {
            NetworkNamespace.Find(left).ShouldBeEmpty();
            await sleeper.WaitForExitAsync().WaitAsync(TopologyScene.Patience);
            NetworkNamespace.Find(kept.Name).ShouldNotBeEmpty();
        }
        await live.Sweep();
        NetworkNamespace.Find(kept.Name).ShouldBeEmpty();
    }
}
