using System.Diagnostics;
using Lab.Cluster;
using Lab.Topology;

namespace Bench.Cluster;

/// <summary>
/// P6 and P7 of performance.md: a node leaves a cluster of three by a drain, and a machine is lost, under calls that ping. Root: it needs what
/// <c>./bras lab --cluster</c> needs.
/// </summary>
internal static class ClusterBench
{
    private static readonly TimeSpan PlacingPatience = TimeSpan.FromMinutes(10);

    /// <summary>That performance.md asks for under P6.</summary>
    private const int Calls = 1000;

    public static async Task<Figures> Run(Arguments arguments)
    {
        var book = new FigureBook("cluster");
        for (var run = 0; run < arguments.Runs; run++)
        {
            var settings = new ClusterSceneSettings { LnsNodes = 3, Sites = arguments.Calls ?? Calls, Seed = run };
            await using var scene = new ClusterScene(settings);
            await scene.StartAsync();
            var begin = Stopwatch.GetTimestamp();
            await scene.PlaceCallsAsync(PlacingPatience);
            var placing = Stopwatch.GetElapsedTime(begin);
            book.Add("first trigger until all calls are up", "s", placing.TotalSeconds);
            book.Add("set-ups a second", "", settings.Sites / placing.TotalSeconds);
            book.Add("a gap is known to within", "ms", settings.ProbePeriod.TotalMilliseconds);
            var leaving = await scene.TunnelOwner();
            Note(book, "P7 drain", await SceneRun.Run(scene, Happening.Drain(leaving.Name)));
            await Return(scene, leaving);
            Note(book, "P6 machine lost", await SceneRun.Run(scene, Happening.Kill((await scene.TunnelOwner()).Name)));
        }
        return book.Close();
    }

    private static void Note(FigureBook book, string name, SceneResult result)
    {
        book.Add($"{name}: calls", "", result.Before);
        book.Add($"{name}: calls lost", "", result.Lost);
        book.Add($"{name}: data gap p50", "ms", SceneResult.Median(result.DataGaps).TotalMilliseconds);
        book.Add($"{name}: data gap max", "ms", SceneResult.Longest(result.DataGaps).TotalMilliseconds);
        book.Add($"{name}: pings lost for, p50", "ms", SceneResult.Median(result.Losses).TotalMilliseconds);
        book.Add($"{name}: pings lost for, max", "ms", SceneResult.Longest(result.Losses).TotalMilliseconds);
        book.Add($"{name}: the lab itself stood still", "ms", result.LabStall.TotalMilliseconds);
        book.Add($"{name}: tunnels silent, p50", "ms", SceneResult.Median(result.ControlGaps).TotalMilliseconds);
        book.Add($"{name}: tunnels silent, max", "ms", SceneResult.Longest(result.ControlGaps).TotalMilliseconds);
    }

    private static async Task Return(ClusterScene scene, LabHost host)
    {
        scene.StartLns(host);
        await scene.Process(host).WhenStarted(ClusterScene.StartPatience);
        await scene.Topology.Routes.WhenPaths(scene.Topology.VipPrefix, [.. scene.LnsHosts.Select(other => other.Name)], ClusterScene.StartPatience);
        await scene.WhenShardsRest();
    }
}
