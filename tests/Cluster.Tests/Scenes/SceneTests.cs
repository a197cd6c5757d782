using Lab.Cluster;
using Lab.Foreign;
using Lab.Topology;

namespace Cluster.Tests.Scenes;

/// <summary>
/// What befalls a cluster, with real processes in namespaces. The detectors are relaxed, so nothing is said of times: calls survive, and things
/// happen in order. The tight figures belong to <c>./bras bench cluster</c>.
/// </summary>
public sealed class SceneTests
{
    private static readonly TimeSpan PlacingPatience = TimeSpan.FromSeconds(120);

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "psql", NeedsRoot = true)]
    public async Task ALostMachineLosesNoCall()
    {
        await using var scene = await Placed();
        var result = await SceneRun.Run(scene, Happening.Kill("lns-2"));
        Survived(scene, result);
        scene.Topology.Routes.Paths(scene.Topology.VipPrefix).ShouldBe(["lns-1", "lns-3"]);
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "psql", NeedsRoot = true)]
    public async Task ANodeComesAndAnotherLeaves()
    {
        await using var scene = await Placed();
        Survived(scene, await SceneRun.Run(scene, Happening.Join(4)));
        Survived(scene, await SceneRun.Run(scene, Happening.Drain("lns-1")));
        scene.Process(LabHost.Lns(1)).ExitCode.ShouldBe(0);
        scene.Topology.Routes.Paths(scene.Topology.VipPrefix).ShouldBe(["lns-2", "lns-3", "lns-4"]);
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "psql", NeedsRoot = true)]
    public async Task ANodeThatIsCutOffAndOneThatStandsStill()
    {
        await using var scene = await Placed();
        Survived(scene, await SceneRun.Run(scene, Happening.Partition(TimeSpan.FromSeconds(40))));
        Survived(scene, await SceneRun.Run(scene, Happening.Freeze("lns-3", TimeSpan.FromSeconds(40))));
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "psql", NeedsRoot = true)]
    public async Task AMinuteWithoutTheJournal()
    {
        await using var scene = await Placed();
        var result = await SceneRun.Run(scene, Happening.NoJournal(TimeSpan.FromSeconds(60)));
        Survived(scene, result);
        // a journal that is sick everywhere withdraws nothing
        scene.Topology.Routes.Paths(scene.Topology.VipPrefix).Count.ShouldBe(3);
    }

    private static async Task<ClusterScene> Placed()
    {
        var scene = new ClusterScene(new ClusterSceneSettings { Sites = 10, IsRelaxed = true });
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

    private static void Survived(ClusterScene scene, SceneResult result)
    {
        result.Before.ShouldBe(scene.Sites.Count);
        result.After.ShouldBe(result.Before, result.Name);
        scene.Home.Answering(TimeSpan.FromSeconds(2)).ShouldBe(scene.Sites.Count);
    }
}
