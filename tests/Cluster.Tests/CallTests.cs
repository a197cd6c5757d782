using Lab.Nodes;
using Lab.Scene;

namespace Cluster.Tests;

/// <summary>A call through an LNS whose entities live on a cluster: set up by the first packet, and there after the node has died.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly int port = ClusterSections.FreePort();
    private readonly LabScene lab;

    public CallTests()
    {
        lab = new LabScene(new LabOptions { Sites = 1, Seed = 5 })
        {
            ChangeLns = lns =>
            {
                lns["keyFile"] = ClusterSections.Key(lab!.Directory);
                lns["cluster"] = ClusterSections.Lns(port, port, lab.Directory);
            },
        };
    }

    public Task InitializeAsync() => lab.StartAsync();

    public async Task DisposeAsync() => await lab.DisposeAsync();

    [Fact]
    public async Task CallSurvivesTheNode()
    {
        var site = lab.Sites[0];
        (await lab.Home!.Ping(site.Target, 1, Patience)).ShouldNotBeNull(lab.Lns!.Errors);
        var before = (await OperationsClient.Rows(lab.Files.LacSocket(), "show-sessions")).Single().GetProperty("key").GetString();
        (await OperationsClient.Rows(lab.Files.LnsSocket, "show-tunnels")).Single().GetProperty("node").GetString().ShouldBe("lns");

        await lab.Lns.Kill();
        lab.StartLns();
        await lab.Lns.WhenStarted(Patience);

        (await Answers(site)).ShouldBeTrue(lab.Lns.Errors);
        (await OperationsClient.Rows(lab.Files.LacSocket(), "show-sessions")).Single().GetProperty("key").GetString().ShouldBe(before);
    }

    /// <summary>Pings until one comes back: the node that starts has its forwarding entry only when its tunnel has resumed.</summary>
    private async Task<bool> Answers(LabSite site)
    {
        var begin = TimeProvider.System.GetTimestamp();
        for (ushort sequence = 2; TimeProvider.System.GetElapsedTime(begin) < Patience; sequence++)
            if (await lab.Home!.Ping(site.Target, sequence, TimeSpan.FromSeconds(1)) is not null)
                return true;
        return false;
    }
}
