using Lns.Node.Radius;

namespace Nodes.Tests.Radius;

public sealed class FlightWindowTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    [Fact]
    public void AnswersOpenItUpToItsMaximum()
    {
        var window = new FlightWindow(200);
        for (var i = 0; i < 100; i++)
            window.Answered();

        window.Size.ShouldBe(200);
    }

    [Fact]
    public void ABurstOfLossesHalvesItOnce_AndThenItGrowsSlowly()
    {
        var window = new FlightWindow(1024);
        for (var i = 0; i < 50; i++)
            window.TimedOut(TimeSpan.FromSeconds(5), Quiet);
        window.Size.ShouldBe(64);

        // one round trip's answers
        for (var i = 0; i < 66; i++)
            window.Answered();
        window.Size.ShouldBe(65);
    }

    [Fact]
    public void ItNeverCloses()
    {
        var window = new FlightWindow(1024);
        for (var i = 0; i < 50; i++)
            window.TimedOut(TimeSpan.FromSeconds(5 * i), Quiet);

        window.Size.ShouldBe(FlightWindow.Minimum);
    }

    [Fact]
    public void OpenRequestsFillIt()
    {
        var window = new FlightWindow(2);
        window.Opened();
        window.HasRoom.ShouldBeTrue();
        window.Opened();
        window.HasRoom.ShouldBeFalse();
        window.Closed();
        window.HasRoom.ShouldBeTrue();
    }
}
