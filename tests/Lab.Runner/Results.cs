using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lab.Runner;

/// <summary>What <c>--json</c> writes. The names are documented in docs/lab.md and frozen.</summary>
internal sealed record Results(int Seed, int Sites, int Established, int Answered, double DurationSeconds, SetUpTimes? SetUpMs,
    IReadOnlyList<SiteResult> Failures)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    [JsonIgnore]
    public bool IsWhole => Answered == Sites;

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Options) + "\n");
}

/// <summary>From the first packet to its answer, milliseconds.</summary>
internal sealed record SetUpTimes(double P50, double P99, double Max)
{
    public static SetUpTimes? Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(t => t.TotalMilliseconds).Order().ToList();
        return sorted.Count == 0 ? null : new SetUpTimes(At(sorted, 0.5), At(sorted, 0.99), At(sorted, 1));
    }

    private static double At(List<double> sorted, double quantile) => Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(quantile * sorted.Count))], 1);
}

/// <param name="State">Of the dial-out session, as dial-out.md names it; empty where no trigger arrived.</param>
internal sealed record SiteResult(string Site, string Target, string State, string Reason, int Result, int Error);
