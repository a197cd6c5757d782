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
        using (var killed = await LabClaim.Take())
        {
            killed.Number.ShouldNotBe(live.Number);
            left = (await NetworkNamespace.Create(killed.Prefix + "left")).Name;
            // its lock goes with the process; its namespace and what runs there do not
        }
        var sleeper = Command.Start("nsenter", $"--net=/run/netns/{left}", "sleep", "1000");
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
