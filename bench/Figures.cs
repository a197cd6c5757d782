using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Bench;

/// <summary>One line of a table: a figure, as each run had it.</summary>
public sealed record Figure(string What, string Unit, IReadOnlyList<double> Runs)
{
    public double Median => Runs.Order().ElementAt(Runs.Count / 2);

    public double Least => Runs.Min();

    public double Most => Runs.Max();
}

/// <summary>What a benchmark has to say.</summary>
public sealed record Figures(string Benchmark, IReadOnlyList<Figure> Rows)
{
    public string Machine => $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    public void Print(TextWriter output)
    {
        output.WriteLine($"\n{Benchmark}: {Machine}; {Rows.Max(r => r.Runs.Count)} runs");
        output.WriteLine($"{"",-58}{"median",12}{"least",12}{"most",12}  unit");
        foreach (var row in Rows)
            output.WriteLine($"{row.What,-58}{Show(row.Median),12}{Show(row.Least),12}{Show(row.Most),12}  {row.Unit}");
    }

    public void Write(string file)
    {
        var rows = Rows.Select(r => new { r.What, r.Unit, r.Median, r.Least, r.Most, r.Runs });
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true };
        File.WriteAllText(file, JsonSerializer.Serialize(new { Benchmark, Machine, Rows = rows }, options));
    }

    private static string Show(double value) => value.ToString(Math.Abs(value) < 100 ? "0.00" : "N0", CultureInfo.InvariantCulture);
}

/// <summary>Collects figures over runs, in the order in which they first came.</summary>
public sealed class FigureBook(string benchmark)
{
    private readonly List<(string What, string Unit, List<double> Runs)> rows = [];

    public void Add(string what, string unit, double value)
    {
        var at = rows.FindIndex(row => row.What == what);
        if (at < 0)
        {
            at = rows.Count;
            rows.Add((what, unit, []));
        }
        rows[at].Runs.Add(value);
    }

    public Figures Close() => new(benchmark, [.. rows.Select(row => new Figure(row.What, row.Unit, row.Runs))]);
}
