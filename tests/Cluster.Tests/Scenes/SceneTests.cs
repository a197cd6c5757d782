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

    /// <summary>Longer than the relaxed detectors need: the lone node is taken out, and comes back afterwards.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(25);

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "psql", NeedsRoot = true)]
    public async Task ANodeComesAnotherLeavesAndAThirdIsLost()
    {
        await using var scene = await Placed();
        Survived(scene, await SceneRun.Run(scene, Happening.Join(4)));
        Survived(scene, await SceneRun.Run(scene, Happening.Drain("lns-1")));
        scene.Process(LabHost.Lns(1)).ExitCode.ShouldBe(0);
        Serving(scene, "lns-2", "lns-3", "lns-4");
        Survived(scene, await SceneRun.Run(scene, Happening.Kill("lns-2")));
        Serving(scene, "lns-3", "lns-4");
    }

    [ForeignFact("bird", "ip", "nsenter", "setpriv", "psql", NeedsRoot = true)]
    public async Task WithoutTheJournalAndCutOff()
    {
        await using var scene = await Placed();
        Survived(scene, await SceneRun.Run(scene, Happening.NoJournal(Absence)));
        // a journal that is sick everywhere withdraws nothing
        scene.Topology.Routes.Paths(scene.Topology.VipPrefix).Count.ShouldBe(3);
        Survived(scene, await SceneRun.Run(scene, Happening.Partition(Absence)));
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

    private static void Serving(ClusterScene scene, params string[] nodes) =>
        scene.Topology.Routes.Paths(scene.Topology.VipPrefix).Order().ShouldBe(nodes);

    private static void Survived(ClusterScene scene, SceneResult result)
    {
        result.Before.ShouldBe(scene.Sites.Count);
        result.After.ShouldBe(result.Before, result.Name);
        scene.Home.Answering(TimeSpan.FromSeconds(2)).ShouldBe(scene.Sites.Count);
    }
}
