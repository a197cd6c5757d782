using System.Collections.Concurrent;
using System.Net;
using Entities.Destinations;
using Shared.Messages;

namespace Lns.Node.Cluster;

/// <summary>Free lines of the LACs that are members, as they told last; of others nothing is known.</summary>
internal sealed class FreeLineList(TimeProvider time)
{
    /// <summary>A LAC tells every second; of one that has not for this long nothing is known any more.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<IPEndPoint, (int Lines, long At)> reports = new();

    public void Take(LineReport report)
    {
        var now = time.GetTimestamp();
        foreach (var endpoint in report.Endpoints)
            if (endpoint.Address.Length is 4 or 16)
                reports[endpoint.ToIPEndPoint()] = ((int)Math.Min(report.FreeLines, int.MaxValue), now);
    }

    /// <returns>Null when nothing is known.</returns>
    public int? Of(IPEndPoint lac) =>
        reports.TryGetValue(lac, out var last) && time.GetElapsedTime(last.At) <= Validity ? last.Lines : null;
}
