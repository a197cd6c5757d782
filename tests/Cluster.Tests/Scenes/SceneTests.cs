using Lab.Cluster;
using Lab.Foreign;
using Lab.Topology;

namespace Cluster.Tests.Scenes;

/// <summary>
/// What befalls a cluster, with real processes in namespaces. The detectors are relaxed, so nothing is said of times: calls survive, each tunnel has one
/// owner, and a node that may not act is silent. The tight figures belong to <c>./bras bench cluster</c>.
/// </summary>
public sealed class SceneTests
{
    private static readonly TimeSpan PlacingPatience = TimeSpan.FromSeconds(120);

    /// <summary>Of PostgreSQL, and of a node: longer than the relaxed detectors need, so that the lone node is taken out, and comes back afterwards.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(25);

    /// <summary>The lease is 2.5 s; after twice that, and a second for what is on its way, a node that nobody answers has to be silent.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    /// <summary>As long as <c>performance.md</c> freezes a machine: far longer than a takeover takes.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(40);

    /// <summary>Of a node that wakes: it finds out in no less that it was taken out, and begins to be a member again.</summary>
    private static readonly TimeSpan Waking = TimeSpan.FromSeconds(3);

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "psql", NeedsRoot = true)]
    public async Task ANodeComesAnotherLeavesAndAThirdIsLost()
    {
        await using var scene = await Placed();
        await Survived(scene, await SceneRun.Run(scene, Happening.Join(4)));
        var leaving = await scene.TunnelOwner();
        await Survived(scene, await SceneRun.Run(scene, Happening.Drain(leaving.Name)));
        scene.Process(leaving).ExitCode.ShouldBe(0);
        Serving(scene).ShouldNotContain(leaving.Name);
        var lost = await scene.TunnelOwner();
        await Survived(scene, await SceneRun.Run(scene, new Happening($"kill {lost.Name}", _ => Kill(scene, lost), IsFoundLater: true)));
        await scene.WhenServing([.. scene.LnsHosts.Select(host => host.Name).Except([leaving.Name, lost.Name])]);
        await Passed(scene);
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "psql", NeedsRoot = true)]
    public async Task WithoutTheJournalThenFrozen()
    {
        await using var scene = await Placed();
        await Survived(scene, await SceneRun.Run(scene, Happening.NoJournal(Absence)));
        // a journal that is sick everywhere withdraws nothing
        await scene.WhenServing([.. scene.LnsHosts.Select(host => host.Name)]);

        var frozen = await scene.TunnelOwner();
        await Survived(scene, await SceneRun.Run(scene, new Happening($"freeze {frozen.Name}", _ => Freeze(scene, frozen))));
        await Passed(scene);
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "psql", NeedsRoot = true)]
    public async Task CutOffFromTheOthersThoughLacsAndLighthouseReachAll()
    {
        await using var scene = await Placed();
        var alone = await scene.TunnelOwner();
        await Survived(scene, await SceneRun.Run(scene, new Happening($"cut off {alone.Name}", _ => CutOff(scene, alone))));
        await Passed(scene);
    }

    /// <summary>LACs and Lighthouse go on to reach the node, and its own sockets are open; only its gate keeps it silent.</summary>
    private static async Task CutOff(ClusterScene scene, LabHost alone)
    {
        using var voice = await ControlWatch.Of(scene.Topology, alone);
        await scene.WhenNumbersAreNoted();
        await Happening.Cut(scene, alone);
        await Task.Delay(Lease);
        var before = voice.Messages;
        await Task.Delay(Absence);
        voice.Messages.ShouldBe(before, "a node without its lease is silent");
        await Happening.Mend(scene, alone);
    }

    private static async Task Kill(ClusterScene scene, LabHost lost)
    {
        await scene.WhenNumbersAreNoted();
        await Happening.Kill(lost.Name).Act(scene);
    }

    private static async Task Freeze(ClusterScene scene, LabHost frozen)
    {
        using var voice = await ControlWatch.Of(scene.Topology, frozen);
        await scene.WhenNumbersAreNoted();
        await Machine.Freeze(scene.Topology.Of(frozen));
        await Task.Delay(Pause);
        var before = voice.Messages;
        await Machine.Thaw(scene.Topology.Of(frozen));
        await Task.Delay(Waking);
        voice.Messages.ShouldBe(before, "timers that ran out in its sleep move nothing");
    }

    private static async Task<ClusterScene> Placed()
    {
        var scene = new ClusterScene(new ClusterSceneSettings { Sites = 4, IsRelaxed = true });
        try
        {
            await scene.StartAsync();
            await scene.PlaceCallsAsync(PlacingPatience);
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>The logs of one that failed stay.</summary>
    private static async Task Passed(ClusterScene scene)
    {
        await scene.DisposeAsync();
        Directory.Delete(scene.Directory, recursive: true);
    }

    private static IReadOnlyList<string> Serving(ClusterScene scene) => [.. scene.Topology.Routes.Paths(scene.Topology.VipPrefix)];

    private static async Task Survived(ClusterScene scene, SceneResult result)
    {
        result.Before.ShouldBe(scene.Sites.Count);
        result.After.ShouldBe(result.Before, $"{result.Name}; logs: {scene.Directory}");
        await scene.Home.WhenAnswering(scene.Sites.Count, PlacingPatience);
        (await scene.Tunnels()).Select(tunnel => tunnel.Key).ShouldBeUnique($"{result.Name}: one owner");
    }
}
