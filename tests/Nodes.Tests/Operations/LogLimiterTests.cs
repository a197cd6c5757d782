using Node.Common.Logging;

namespace Nodes.Tests.Operations;

public sealed class LogLimiterTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void OncePerSourceEventAndInterval()
    {
        var limiter = new LogLimiter(TimeSpan.FromSeconds(60), time);

        limiter.Allow("10.0.0.1", 901, out _).ShouldBeTrue();
        for (var i = 0; i < 5; i++)
            limiter.Allow("10.0.0.1", 901, out _).ShouldBeFalse();
        limiter.Allow("10.0.0.1", 902, out _).ShouldBeTrue();
        limiter.Allow("10.0.0.2", 901, out _).ShouldBeTrue();

        time.Advance(TimeSpan.FromSeconds(59));
        limiter.Allow("10.0.0.1", 901, out _).ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        limiter.Allow("10.0.0.1", 901, out var suppressed).ShouldBeTrue();
        suppressed.ShouldBe(6);
        limiter.Allow("10.0.0.1", 901, out suppressed).ShouldBeFalse();
        suppressed.ShouldBe(0);
    }

    [Fact]
    public void FloodOfSourcesForgetsTheOldest()
    {
        var limiter = new LogLimiter(TimeSpan.FromHours(1), time);
        for (var i = 0; i <= LogLimiter.MaximumSources; i++)
        {
            limiter.Allow($"peer {i}", 901, out _).ShouldBeTrue();
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        limiter.Allow($"peer {LogLimiter.MaximumSources}", 901, out _).ShouldBeFalse();
        limiter.Allow("peer 1", 901, out _).ShouldBeFalse();
        limiter.Allow("peer 0", 901, out _).ShouldBeTrue();
    }
}

internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public void Advance(TimeSpan by) => now += by;
}
