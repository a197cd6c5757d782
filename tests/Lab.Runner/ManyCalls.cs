using System.Collections.Concurrent;
using Lab.Scene;
using Spectre.Console;

namespace Lab.Runner;

/// <summary>Calls to all sites at once, under a progress bar.</summary>
internal static class ManyCalls
{
    /// <summary>Longer than the connecting timer of no lab configuration, shorter than a person waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>A home network repeats what was not answered.</summary>
    private static readonly TimeSpan RepeatEvery = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyDictionary<LabSite, TimeSpan>> Run(LabScene scene, CallLog log)
    {
        var answered = new ConcurrentDictionary<LabSite, TimeSpan>();
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var up = progress.AddTask("in service", maxValue: scene.Sites.Count);
                var replied = progress.AddTask("answered", maxValue: scene.Sites.Count);
                var all = Task.WhenAll(scene.Sites.Select(site => PingUntilAnswered(scene, site, answered)));
                while (await Task.WhenAny(all, Task.Delay(100)) != all)
                    (up.Value, replied.Value) = (log.InService, answered.Count);
                await all;
                (up.Value, replied.Value) = (log.InService, answered.Count);
            });
        return answered;
    }

    private static async Task PingUntilAnswered(LabScene scene, LabSite site, ConcurrentDictionary<LabSite, TimeSpan> answered)
    {
        var begin = TimeProvider.System.GetTimestamp();
        for (ushort sequence = 1; TimeProvider.System.GetElapsedTime(begin) < Patience; sequence++)
        {
            if (await scene.Home!.Ping(site.Target, sequence, RepeatEvery) is null) continue;
            answered[site] = TimeProvider.System.GetElapsedTime(begin);
            return;
        }
    }
}
