using Engine.Standby;

namespace Engine.Tests.Standby;

public sealed class HangDetectorTests
{
    private readonly HangDetector detector = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(250));
    private TimeSpan now = TimeSpan.FromHours(3);

    [Fact]
    public void ABeatThatGoesOnIsNoHang()
    {
        for (var beat = 0L; beat < 1_000; beat++)
            Look(beat, afterMs: 25).ShouldBeFalse();
    }

    [Fact]
    public void TheSameBeatForTheWholePatienceIsAHang()
    {
        Look(7, afterMs: 25).ShouldBeFalse();
        for (var watched = 25; watched < 500; watched += 25)
            Look(7, afterMs: 25).ShouldBeFalse($"after {watched} ms");
        Look(7, afterMs: 25).ShouldBeTrue();
    }

    [Fact]
    public void ABeatInBetweenBeginsThePatienceAnew()
    {
        for (var i = 0; i < 20; i++)
            Look(7, afterMs: 25).ShouldBeFalse();
        Look(8, afterMs: 25).ShouldBeFalse();
        for (var i = 0; i < 19; i++)
            Look(8, afterMs: 25).ShouldBeFalse();
        Look(8, afterMs: 25).ShouldBeTrue();
    }

    /// <summary>A machine that slept, or a standby that was stopped itself: both processes stood still, and the active has not beaten yet.</summary>
    [Fact]
    public void AWatcherThatDidNotWatchKnowsNothing()
    {
        for (var i = 0; i < 20; i++)
            Look(7, afterMs: 25).ShouldBeFalse();
        Look(7, afterMs: 60_000).ShouldBeFalse();
        Look(7, afterMs: 25).ShouldBeFalse();
        Look(8, afterMs: 25).ShouldBeFalse();
    }

    private bool Look(long beat, int afterMs) => detector.Look(beat, now += TimeSpan.FromMilliseconds(afterMs));
}
