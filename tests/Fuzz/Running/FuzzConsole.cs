using System.Diagnostics;
using System.Globalization;

namespace Fuzz.Running;

/// <summary>Runs targets for people: progress on the way, one line at the end.</summary>
public static class FuzzConsole
{
    private const double ProgressSeconds = 5;

    /// <summary>Inputs between two looks at the clock.</summary>
    private const int Stride = 256;

    public static FuzzFailure? Run(FuzzTarget target, FuzzOptions options, TextWriter output)
    {
        var run = new FuzzRun(target, options.Seed);
        if (run.RunSeeds() is { } seedFailure)
            return seedFailure;
        var watch = Stopwatch.StartNew();
        var shown = 0.0;
        while (!IsOver(run, options, watch.Elapsed))
        {
            for (var i = 0; i < Stride && run.Iterations < (options.Inputs ?? long.MaxValue); i++)
                if (run.Step() is { } failure)
                    return failure;
            if (watch.Elapsed.TotalSeconds - shown < ProgressSeconds)
                continue;
            shown = watch.Elapsed.TotalSeconds;
            output.WriteLine(Line(target, run, watch.Elapsed));
        }
        output.WriteLine(Line(target, run, watch.Elapsed) + "  done");
        return null;
    }

    private static bool IsOver(FuzzRun run, FuzzOptions options, TimeSpan elapsed) =>
        run.Iterations >= (options.Inputs ?? long.MaxValue) || elapsed.TotalMinutes >= options.Minutes;

    private static string Line(FuzzTarget target, FuzzRun run, TimeSpan elapsed) => string.Create(CultureInfo.InvariantCulture,
        $"{target.Name,-16} {run.Iterations,12:N0} inputs {run.Iterations / elapsed.TotalSeconds,10:N0}/s {elapsed.TotalSeconds,8:N1} s  {run.Behaviours,5} behaviours");
}
