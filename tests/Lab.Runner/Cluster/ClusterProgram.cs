using System.Diagnostics;
using Lab.Cluster;
using Lab.Foreign;
using Lab.Topology;
using Spectre.Console;

namespace Lab.Runner.Cluster;

/// <summary><c>./bras lab --cluster N</c>: puts a cluster up, lets things happen to it, and prints what became of the calls.</summary>
internal static class ClusterProgram
{
    private const int NotPermitted = 77;
    private static readonly TimeSpan PlacingPatience = TimeSpan.FromSeconds(120);
    private static readonly string[] Programs = ["bird", "birdc", "ip", "nsenter", "setpriv", "sysctl", "psql"];

    public static async Task<int> Run(ClusterArguments wanted)
    {
        if (Missing() is { } missing)
        {
            await Console.Error.WriteLineAsync($"bras lab --cluster: {missing}");
            return NotPermitted;
        }
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            interrupted.Cancel();
        };
        await using var scene = new ClusterScene(wanted.Settings);
        try
        {
            await Play(scene, wanted).WaitAsync(interrupted.Token);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or FileNotFoundException)
        {
            await Console.Error.WriteLineAsync($"bras lab: {e.Message}\nlogs: {scene.Directory}");
            return 1;
        }
    }

    private static async Task Play(ClusterScene scene, ClusterArguments wanted)
    {
        var clock = Stopwatch.StartNew();
        await scene.StartAsync();
        Console.WriteLine(TopologyDrawing.Draw(scene.Topology.Settings, scene.Topology.Hosts));
        Console.WriteLine($"all nodes take their share of the VIP after {clock.Elapsed.TotalSeconds:0.0} s; placing {scene.Sites.Count} calls ...");
        clock.Restart();
        await scene.PlaceCallsAsync(PlacingPatience);
        Console.WriteLine($"{scene.Phones.CallsNow} calls up, all sites answer after {clock.Elapsed.TotalSeconds:0.0} s");
        var results = new List<SceneResult>();
        foreach (var happening in wanted.Happenings)
        {
            Console.WriteLine($"{happening.Name} ...");
            results.Add(await SceneRun.Run(scene, happening));
        }
        if (results.Count > 0) Print(results, wanted.Settings.HelloInterval);
        Console.WriteLine($"logs and sockets: {scene.Directory}");
    }

    private static void Print(IReadOnlyList<SceneResult> results, TimeSpan helloInterval)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("", "calls before", "after", "data gap p50", "max", "control gap p50", "max");
        foreach (var result in results)
            table.AddRow(result.Name, $"{result.Before}", $"{result.After}", Time(SceneResult.Median(result.DataGaps)), Time(SceneResult.Longest(result.DataGaps)),
                Time(SceneResult.Median(result.ControlGaps)), Time(SceneResult.Longest(result.ControlGaps)));
        AnsiConsole.Write(table);
        foreach (var result in results)
            Console.WriteLine($"{result.Name}: pings lost for {Time(SceneResult.Longest(result.Losses))} at most, the rest of the data gap was late; the lab itself stood still for {Time(result.LabStall)}");
        Console.WriteLine($"a control gap of {helloInterval.TotalSeconds:0} s is none: the LACs say HELLO that often");
    }

    private static string Time(TimeSpan gap) => gap.TotalSeconds < 10 ? $"{gap.TotalMilliseconds:0} ms" : $"{gap.TotalSeconds:0.0} s";

    private static string? Missing()
    {
        if (Environment.GetEnvironmentVariable("ClusterEngine") == "false")
            return "the cluster engine was left out of this build: its Akka.NET packages were not to be had (README, \"The cluster engine\")";
        if (Environment.UserName != "root") return "network namespaces need root";
        var programs = Programs.Where(program => ForeignProgram.Find(program) is null).ToList();
        if (PostgreSql.Folder is null) programs.Add("postgresql");
        return programs.Count > 0 ? $"not installed: {string.Join(", ", programs)} (as root on Debian, ./bras test installs them)" : null;
    }
}
