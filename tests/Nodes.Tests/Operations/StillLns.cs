using System.Net;
using Lns.Node.Operations;
using Node.Common.Operations.Rows;

namespace Nodes.Tests.Operations;

/// <summary>An LNS that stands still: one call through one tunnel.</summary>
internal sealed class StillLns : ILnsView
{
    public const string Key = "default/10.10.0.0/16/10.10.1.1";

    public List<string> Acts { get; } = [];

    public Task<IReadOnlyList<RouteRow>> RoutesAsync(CancellationToken cancellation) => List(
        new RouteRow("default", IPNetwork.Parse("10.10.0.0/16"), "dial-out", "in-service", "enabled", "d.example", "sites", 1, null),
        new RouteRow("default", IPNetwork.Parse("10.10.1.0/24"), "access", "in-service", null, null, null, null, Key));

    public Task<IReadOnlyList<DialOutRow>> DialOutAsync(CancellationToken cancellation) => List(
        new DialOutRow(Key, "default", IPNetwork.Parse("10.10.0.0/16"), IPAddress.Parse("10.10.1.1"), "in-service", null, 1, 0,
            IPAddress.Parse("127.0.0.2"), 0x1234, 77, "0405550100", 33600, 33600, "hamburg", IPAddress.Parse("10.255.0.1"),
            IPAddress.Parse("10.10.1.1"), null, null, null));

    public Task<IReadOnlyList<DestinationRow>> DestinationsAsync(CancellationToken cancellation) => List<DestinationRow>();

    public Task<IReadOnlyList<TunnelRow>> TunnelsAsync(CancellationToken cancellation) => List(
        new TunnelRow("127.0.0.1/4660", new IPEndPoint(IPAddress.Loopback, 1701), IPEndPoint.Parse("127.0.0.2:1701"), 0x1234, 9, "lac\u001b[2J-1", "established",
            1, 4, 3, 0, 64, "", 3661, "control+data", 30, "normal", null));

    public Task<IReadOnlyList<SessionRow>> SessionsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<SessionRow>>([.. Enumerable.Range(1, 2500).Select(i => new SessionRow($"s{i}", "t", i, i, IPAddress.Loopback,
            "established", "open", "default", "1", null, "u", null, null, null, null, null, 1234567, 0, 1, 0, 59))]);

    public Task<IReadOnlyList<CounterRow>> CountersAsync(CancellationToken cancellation) => List(new CounterRow("system", "triggersReceived", 3));

    public Task<HealthReport> HealthAsync(CancellationToken cancellation) =>
        Task.FromResult(new HealthReport("degraded", "lns-1", "lns", "0.1.0", 90061, [new HealthCheck("journal", "degraded", "slow [disk]")]));

    public Task<bool> ResetDialOutAsync(string key, CancellationToken cancellation) => Act("reset", key);

    public Task<bool> DeleteDialOutAsync(string key, CancellationToken cancellation) => Act("delete", key);

    private static Task<IReadOnlyList<T>> List<T>(params T[] rows) => Task.FromResult<IReadOnlyList<T>>(rows);

    private Task<bool> Act(string verb, string key)
    {
        Acts.Add($"{verb} {key}");
        return Task.FromResult(key == Key);
    }
}
