using System.Diagnostics;
using Lab.Scene;
using Spectre.Console;

namespace Lab.Runner;

internal static class LabProgram
{
    public static async Task<int> Run(Arguments wanted)
    {
        var log = new CallLog();
        await using var scene = new LabScene(wanted.Options);
        scene.Logged += log.Take;
        try
        {
            await AnsiConsole.Status().StartAsync($"starting LNS {scene.Network.Lns} and LAC {scene.Network.Lac()}", _ => scene.StartAsync());
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or FileNotFoundException)
        {
            await Console.Error.WriteLineAsync($"bras lab: {e.Message}");
            return 1;
        }
        Console.WriteLine($"LNS {scene.Network.Lns}:1701, LAC {scene.Network.Lac()}:1701 with {scene.Modems.Modems.Count} modem(s), RADIUS "
            + $"{scene.Radius?.Authentication ?? wanted.Options.Radius}, seed {wanted.Options.Seed}");
        var clock = Stopwatch.StartNew();
        var answered = wanted.Options.Sites == 1 ? await OneCall.Run(scene) : await ManyCalls.Run(scene, log);
        var results = Collect(wanted.Options.Seed, scene, log, answered, clock.Elapsed);
        Print(results, scene);
        if (wanted.Json is { } file) results.Write(file);
        return results.IsWhole ? 0 : 1;
    }

    private static Results Collect(int seed, LabScene scene, CallLog log, IReadOnlyDictionary<LabSite, TimeSpan> answered, TimeSpan duration) => new(
        seed, scene.Sites.Count, log.InService, answered.Count, Math.Round(duration.TotalSeconds, 3), SetUpTimes.Of(answered.Values),
        [.. scene.Sites.Where(site => !answered.ContainsKey(site)).Select(site =>
        {
            var fate = log.Of(site.Target);
            return new SiteResult(site.Name, site.Target.ToString(), fate?.State ?? "", fate?.Reason ?? "", fate?.Result ?? 0, fate?.Error ?? 0);
        })]);

    private static void Print(Results results, LabScene scene)
    {
        Console.WriteLine();
        Console.WriteLine($"{results.Established} of {results.Sites} in service, {results.Answered} answered, in {results.DurationSeconds:0.0} s");
        if (results.SetUpMs is { } times)
            Console.WriteLine($"first packet to its answer: p50 {times.P50:0} ms, p99 {times.P99:0} ms, max {times.Max:0} ms");
        foreach (var group in results.Failures.GroupBy(f => $"{(f.State.Length == 0 ? "no trigger" : f.State)}: {f.Reason}"))
            Console.WriteLine($"  {group.Count()} × {group.Key}");
        if (scene.Modems.Fault is { } fault) Console.WriteLine($"the lab's own modems failed: {fault.Message}");
        Console.WriteLine($"logs: {scene.Directory}/lns.log, {scene.Directory}/lac.log");
    }
}
