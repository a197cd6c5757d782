using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Simulation.Runs;

/// <summary>Seed after seed until the time is up or one fails.</summary>
internal static class Campaign
{
    private const string Usage = "simulate [--minutes M] [--seed S] [--once] [--trace]";

    /// <summary>The version that this was built as; the SDK writes the commit behind the plus sign.</summary>
    private static string Commit =>
        typeof(Campaign).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown commit";

    public static int Start(string[] args, TextWriter output)
    {
        double minutes = 1;
        var seed = 1;
        bool once = false, trace = false;
        for (var i = 0; i < args.Length; i++)
            switch (args[i])
            {
                case "--minutes" when double.TryParse(args.ElementAtOrDefault(++i), CultureInfo.InvariantCulture, out minutes): break;
                case "--seed" when int.TryParse(args.ElementAtOrDefault(++i), CultureInfo.InvariantCulture, out seed): break;
                case "--once": once = true; break;
                case "--trace": trace = true; break;
                default:
                    output.WriteLine(Usage);
                    return 2;
            }
        return once ? Replay(seed, trace, output) : Go(seed, TimeSpan.FromMinutes(minutes), output);
    }

    private static int Replay(int seed, bool trace, TextWriter output)
    {
        var result = Run.Once(seed, trace: trace ? output.WriteLine : null);
        output.WriteLine(Line(result));
        return result.Failure is null ? 0 : 1;
    }

    /// <returns>Null: the simulator itself threw.</returns>
    private static RunResult? Attempt(int seed, TextWriter output)
    {
        try
        {
            return Run.Once(seed);
        }
        catch (Exception e)
        {
            output.WriteLine($"seed {seed}: the simulator threw {e}");
            output.WriteLine($"again, at {Commit}: ./bras simulate --seed {seed} --once --trace");
            return null;
        }
    }

    private static int Go(int first, TimeSpan time, TextWriter output)
    {
        var clock = Stopwatch.StartNew();
        var shown = TimeSpan.Zero;
        var total = new Totals();
        for (var seed = first; clock.Elapsed < time; seed++)
        {
            if (Attempt(seed, output) is not { } result)
                return 1;
            total.Add(result);
            if (result.Failure is not null)
            {
                output.WriteLine(Line(result));
                var tail = new Queue<string>();
                Run.Once(seed, trace: line =>
                {
                    tail.Enqueue(line);
                    if (tail.Count > 60)
                        tail.Dequeue();
                });
                foreach (var line in tail)
                    output.WriteLine($"  {line}");
                output.WriteLine($"again, at {Commit}: ./bras simulate --seed {seed} --once --trace");
                return 1;
            }
            if (clock.Elapsed - shown < TimeSpan.FromSeconds(5))
                continue;
            shown = clock.Elapsed;
            output.WriteLine($"{clock.Elapsed:hh\\:mm\\:ss}  {total}");
        }
        output.WriteLine($"done      {total}");
        return 0;
    }

    private static string Line(RunResult result) =>
        $"seed {result.Seed}: {result.Failure ?? "nothing wrong"} ({result.VirtualTime.TotalSeconds:F0} virtual s, at {Commit}, " +
        $"{result.Statistics.Messages} messages, digest {result.Statistics.Digest:x16})";
}

internal sealed class Totals
{
    private long seeds, up, dialled, lost, crashes, faults, messages;
    private TimeSpan time;

    public void Add(RunResult result)
    {
        var s = result.Statistics;
        (seeds, up, dialled, lost) = (seeds + 1, up + s.CallsUp, dialled + s.Dialled, lost + s.CallsLost);
        (crashes, faults, messages, time) = (crashes + s.Crashes, faults + s.Faults, messages + s.Messages, time + result.VirtualTime);
    }

    public override string ToString() => $"{seeds} seeds, {time.TotalHours:F1} virtual hours: {dialled} calls dialled, {up} up, {lost} lost to " +
        $"faults beyond the budget; {faults} faults, {crashes} crashes, {messages} control messages";
}
