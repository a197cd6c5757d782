using Engine.Standby;
using Engine.Tests.Support;

namespace Engine.Tests.Standby;

public sealed class ActivePulseTests : IDisposable
{
    private readonly ScratchDirectory directory = new();
    private readonly ManualTimeProvider time = new();
    private readonly Heartbeat heartbeat;
    private readonly ActivePulse pulse;

    public ActivePulseTests()
    {
        heartbeat = Heartbeat.Open(directory.Path);
        // the figures of an operator who lets a process take its time
        pulse = new ActivePulse(heartbeat, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), time);
    }

    public void Dispose()
    {
        heartbeat.Dispose();
        directory.Dispose();
    }

    [Fact]
    public void AMachineThatStoodStillForSecondsIsNoStuckEngine()
    {
        for (var look = 0; look < 20; look++) Look(afterMs: 25).ShouldBeNull();
        Look(afterMs: 4_900).ShouldBeNull();
        Look(afterMs: 25).ShouldBeNull();
    }

    [Fact]
    public void AnEngineThatStandsStillIsFoundByLooksThatAreLateThemselves()
    {
        Look(afterMs: 25).ShouldBeNull();
        for (var second = 1; second < 5; second++) Look(afterMs: 1_000).ShouldBeNull();
        Look(afterMs: 1_000).ShouldNotBeNull().ShouldContain("engine");
    }

    /// <summary>The process lives; its engine has not turned since the first look.</summary>
    private string? Look(int afterMs)
    {
        time.Advance(TimeSpan.FromMilliseconds(afterMs));
        heartbeat.Loop++;
        return pulse.Look();
    }
}
