using System.Diagnostics;
using Lab.Silences;

namespace Lab.Cluster;

/// <summary>Lets something happen to a cluster with calls, and measures.</summary>
public static class SceneRun
{
    /// <summary>A member that is lost is found, downed, and its shards are opened elsewhere, with detectors for a loaded machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>What comes late comes in it.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(5);

    /// <summary>A tunnel is well that has been heard of within this time and that from one HELLO of its LAC to the next.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1.5);

    public static async Task<SceneResult> Run(ClusterScene scene, Happening happening)
    {
        // a member that the last happening took out comes back first: two at once are no majority's loss
        await scene.WhenServing([.. scene.LnsHosts.Where(host => !scene.Process(host).HasExited).Select(host => host.Name)]);
        var before = scene.Phones.CallsNow;
        var rung = scene.Phones.Rung.Values.Sum();
        scene.Home.Begin();
        scene.Pulse.Begin();
        foreach (var watch in scene.Watches) watch.Begin();
        await happening.Act(scene);
        if (happening.IsFoundLater) await Task.Delay(scene.Detection);
        await Settle(scene);
        await Task.Delay(Afterwards);
        var redialled = scene.Phones.Rung.Values.Sum() - rung;
        return new SceneResult(happening.Name, before, Math.Min(scene.Phones.CallsNow, before) - redialled,
            [.. scene.Home.Gaps().Values], [.. scene.Home.Losses().Values], [.. scene.Watches.SelectMany(watch => watch.Gaps())], scene.Pulse.Longest());
    }

    /// <summary>Until all sites answer and all tunnels are heard of, or the patience ends: then the gaps say so.</summary>
    private static async Task Settle(ClusterScene scene)
    {
        var begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < Patience
            && (scene.Home.Answering(TimeSpan.FromSeconds(1)) < scene.Sites.Count || scene.Watches.Any(watch => watch.IsSilent(scene.HelloInterval + Slack))))
            await Task.Delay(100);
    }
}
