namespace Node.Common.Operations.Rows;

/// <summary>The answer of <c>health</c>.</summary>
/// <param name="Status">healthy, degraded or unhealthy: the worst of the checks.</param>
public sealed record HealthReport(string Status, string Node, string Role, string Version, long UpSeconds, IReadOnlyList<HealthCheck> Checks);

/// <param name="Name">Such as journal, socket, device.</param>
/// <param name="Status">healthy, degraded or unhealthy.</param>
public sealed record HealthCheck(string Name, string Status, string? Text);
