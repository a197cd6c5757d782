using System.Diagnostics;
using System.Globalization;

namespace Bench.Calls;

/// <summary>P3: what a held call weighs, and that the sixty thousandth weighs no more than the first.</summary>
internal static class CallsBench
{
    private static readonly int[] Sizes = [1_000, 10_000, 60_000];

    private sealed record Weight(double Resident, double Managed, double Held, double Seconds);

    public static async Task<Figures> Run(Arguments arguments)
    {
        var book = new FigureBook("calls");
        for (var run = 1; run <= arguments.Runs; run++)
        {
            var empty = await Weigh(0, arguments.Directory);
            book.Add("resident without calls", "MB", empty.Resident / 1e6);
            var perCall = new List<double>();
            foreach (var calls in Sizes)
            {
                var weight = await Weigh(calls, arguments.Directory);
                if (weight.Held != calls)
                    throw new InvalidOperationException($"{weight.Held} of {calls} calls came back");
                perCall.Add((weight.Resident - empty.Resident) / calls);
                book.Add($"{calls:N0} calls: resident a call (target 8 192)", "octets", perCall[^1]);
                book.Add($"{calls:N0} calls: of it managed objects", "octets", (weight.Managed - empty.Managed) / calls);
                book.Add($"{calls:N0} calls: back from the journal", "s", weight.Seconds);
                Console.Error.WriteLine($"run {run} of {arguments.Runs}: {calls:N0} calls, {perCall[^1]:N0} octets resident a call");
            }
            book.Add("a call at 60 000 against one at 10 000 (target 0.9 to 1.1)", "", perCall[2] / perCall[1]);
        }
        return book.Close();
    }

    private static async Task<Weight> Weigh(int calls, string directory)
    {
        using var scratch = new Scratch(directory);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(CallsBench).Assembly.Location);
        foreach (var word in new[] { "held", calls.ToString(CultureInfo.InvariantCulture), scratch.Path })
            start.ArgumentList.Add(word);
        using var child = Process.Start(start)!;
        var line = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return line.Split(' ') is [var resident, var managed, var held, var seconds] && child.ExitCode == 0
            ? new Weight(Number(resident), Number(managed), Number(held), Number(seconds))
            : throw new InvalidOperationException($"the child for {calls} calls ended with {child.ExitCode}: {line}");

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
