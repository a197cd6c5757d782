using System.Diagnostics;
using Lab.Ladder;
using Lab.Scene;
using Spectre.Console;

namespace Lab.Runner;

/// <summary>One site: the call as a ladder while it is placed, then pings.</summary>
internal static class OneCall
{
    private const int Pings = 4;

    /// <summary>A first call on a machine that compiles everything it touches.</summary>
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyDictionary<LabSite, TimeSpan>> Run(LabScene scene)
    {
        var site = scene.Sites[0];
        Console.WriteLine($"\nA packet for {site.Target} arrives; the site is behind telephone number {site.Number}.\n");
        Console.WriteLine(LadderDrawing.Header());
        var clock = Stopwatch.StartNew();
        var drawing = new Lock();
        var isDrawing = true;
        scene.Logged += (line, isLac) =>
        {
            if (LadderRungs.From(line, clock.Elapsed, isLac) is not { } rung) return;
            lock (drawing)
                if (isDrawing) Console.WriteLine(LadderDrawing.Draw(rung));
        };
        var times = scene.Home is null ? await SystemPing(site, clock) : await UserSpacePing(scene, site, clock, Stop);
        Stop();
        return times;

        void Stop()
        {
            lock (drawing) isDrawing = false;
        }
    }

    private static async Task<IReadOnlyDictionary<LabSite, TimeSpan>> UserSpacePing(LabScene scene, LabSite site, Stopwatch clock, Action stopDrawing)
    {
        var first = await scene.Home!.Ping(site.Target, 1, FirstPatience);
        if (first is not { } setUp) return new Dictionary<LabSite, TimeSpan>();
        Console.WriteLine(LadderDrawing.Draw(new Rung(clock.Elapsed, Lane.Site, Lane.Home, "the answer")));
        await Task.Delay(200);
        stopDrawing();
        Console.WriteLine();
        Print(site, 1, setUp, " (the call was placed for it)");
        for (ushort sequence = 2; sequence <= Pings; sequence++)
            Print(site, sequence, await scene.Home.Ping(site.Target, sequence, TimeSpan.FromSeconds(2)), "");
        return new Dictionary<LabSite, TimeSpan> { [site] = setUp };
    }

    private static async Task<IReadOnlyDictionary<LabSite, TimeSpan>> SystemPing(LabSite site, Stopwatch clock)
    {
        using var ping = Process.Start(new ProcessStartInfo("ping", ["-n", "-c", $"{Pings}", "-i", "1", "-W", "10", site.Target.ToString()])
        { RedirectStandardOutput = true })!;
        var output = await ping.StandardOutput.ReadToEndAsync();
        await ping.WaitForExitAsync();
        Console.WriteLine($"\n$ ping -c {Pings} {site.Target}\n{output}");
        var first = output.Split('\n').FirstOrDefault(line => line.Contains("icmp_seq=1 ", StringComparison.Ordinal));
        return ping.ExitCode != 0 || first is null
            ? new Dictionary<LabSite, TimeSpan>()
            : new Dictionary<LabSite, TimeSpan> { [site] = RoundTrip(first) ?? clock.Elapsed };
    }

    private static TimeSpan? RoundTrip(string line)
    {
        var at = line.IndexOf("time=", StringComparison.Ordinal);
        return at >= 0 && double.TryParse(line[(at + 5)..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture, out var ms)
            ? TimeSpan.FromMilliseconds(ms) : null;
    }

    private static void Print(LabSite site, int sequence, TimeSpan? roundTrip, string remark) => AnsiConsole.WriteLine(roundTrip is { } time
        ? $"reply from {site.Target}: icmp_seq={sequence} time={time.TotalMilliseconds:0.0} ms{remark}"
        : $"no reply from {site.Target}: icmp_seq={sequence}");
}
