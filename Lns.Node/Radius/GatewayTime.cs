namespace Lns.Node.Radius;

/// <param name="Uptime">Monotonic: every wait is measured by it.</param>
/// <param name="Wall">For Acct-Delay-Time, whose other end is a wall-clock time.</param>
internal readonly record struct GatewayTime(TimeSpan Uptime, DateTimeOffset Wall);
