using Entities.Lines;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Lines;

public class LinePoolCallTests
{
    private readonly PoolHarness pool = PoolHarness.Opened(PoolHarness.Settings("m1", "m2"));

    [Fact]
    public void AWholeCall()
    {
        pool.Seize(number: "+49 (30) 555");
        pool.Told.Single().ShouldBe(new LineSeized { SessionId = 1, PhysicalChannel = 1, Line = "m1" });
        pool.Orders.Single().ShouldBe(new LineOrder.Dial("+4930555", 70));
        pool.Line("m1").State.ShouldBe(LineState.Dialling);

        pool.Happens("m1", LineEventKind.LineConnected, transmit: 33600);
        pool.Told.ShouldBeEmpty("no PPP frame was seen yet");
        pool.Happens("m1", LineEventKind.LineFraming);
        pool.Told.Single().ShouldBe(new LineConnected { SessionId = 1, TransmitBps = 33600, ReceiveBps = 33600, FramingBits = 2 });

        pool.Bridge();
        pool.Orders.Single().ShouldBeOfType<LineOrder.Bridge>().LocalSessionId.ShouldBe((ushort)1);
        pool.HasTimer("m1").ShouldBeFalse("a call may last");
        pool.Do(new SetLineAccm { Call = "c1", SendAccm = 0, ReceiveAccm = 0xA0000 });
        pool.Orders.Single().ShouldBe(new LineOrder.SetAccm(0, 0xA0000));

        pool.Do(new ReleaseLine { Call = "c1" });
        pool.Orders.Single().ShouldBe(new LineOrder.HangUp());
        pool.Told.ShouldBeEmpty("the tunnel knows");
        pool.Line("m1").Call.ShouldBeNull();

        pool.Happens("m1", LineEventKind.LineOnHook).Happens("m1", LineEventKind.LineReady);
        pool.Line("m1").State.ShouldBe(LineState.Quarantine);
        pool.TimerOf("m1");
        pool.Line("m1").IsFree.ShouldBeTrue();
    }

    [Theory]
    [InlineData(LineEventKind.LineBusy, 8u, 0u, 17u)]
    [InlineData(LineEventKind.LineNoAnswer, 7u, 0u, 19u)]
    [InlineData(LineEventKind.LineNoCarrier, 7u, 0u, 18u)]
    [InlineData(LineEventKind.LineNoDialtone, 9u, 0u, 27u)]
    [InlineData(LineEventKind.LineError, 2u, 6u, 41u)]
    [InlineData(LineEventKind.LineGone, 2u, 6u, 41u)]
    [InlineData(LineEventKind.LineDelayed, 4u, 0u, 63u)]
    [InlineData(LineEventKind.LineBlacklisted, 3u, 0u, 21u)]
    public void ModemResultsToCdn(LineEventKind kind, uint result, uint error, uint cause)
    {
        pool.Seize().Happens("m1", kind, text: "MODEM SAID");
        var ended = pool.Told.Single().ShouldBeOfType<LineEnded>();
        (ended.Result, ended.Error, ended.Cause).ShouldBe((result, error, cause));
        ended.Text.ShouldContain("MODEM SAID");
        pool.Orders.Single().ShouldBe(new LineOrder.HangUp(), "whatever it did, it is hung up");
        pool.Effects.OfType<Report>().First().Milestone.ShouldBe(Milestone.LineFailed);
    }

    [Fact]
    public void NoDialtoneTakesTheLineOutOfServiceUntilATestPasses()
    {
        pool.Seize().Happens("m1", LineEventKind.LineNoDialtone);
        pool.Line("m1").State.ShouldBe(LineState.Faulty);
        pool.Line("m1").Fault.ShouldBe("no dial tone");
        pool.Happens("m1", LineEventKind.LineOnHook).Happens("m1", LineEventKind.LineReady);
        pool.Line("m1").State.ShouldBe(LineState.Faulty, "the modem is well, the exchange is not");
        pool.TimerOf("m1");
        pool.Orders.Single().ShouldBe(new LineOrder.HangUp());
        pool.Happens("m1", LineEventKind.LineOnHook).Happens("m1", LineEventKind.LineReady);
        pool.Line("m1").IsFree.ShouldBeTrue();
        pool.Line("m1").Fault.ShouldBeNull();
    }

    /// <summary>A faulty line may be off-hook all the same (RFC 2661 §7.5.1): the order is repeated before the rest begins.</summary>
    [Fact]
    public void AFaultyLineIsOrderedToHangUpUntilItHas()
    {
        pool.Seize().Happens("m1", LineEventKind.LineNoDialtone);
        for (var order = 1; order <= 3; order++)
        {
            pool.DueOf("m1").ShouldBe(pool.Now.AddSeconds(PoolHarness.Settings("m1").HangUpTimeoutSeconds));
            pool.TimerOf("m1").Orders.Single().ShouldBe(new LineOrder.HangUp());
        }
        pool.Restart();
        pool.Happens("m1", LineEventKind.LineOnHook).Happens("m1", LineEventKind.LineReady).Seize("c2").Happens("m1", LineEventKind.LineNoDialtone);
        pool.Happens("m1", LineEventKind.LineOnHook);
        pool.DueOf("m1").ShouldBe(pool.Now.AddSeconds(PoolHarness.Settings("m1").RetestSeconds));
    }

    [Fact]
    public void DialTimerIsTheLacsOwn()
    {
        Ended(pool.Seize().TimerOf("m1")).ShouldBe((10u, 0u, 102u));
        pool.Orders.Single().ShouldBe(new LineOrder.HangUp());
        pool.Happens("m1", LineEventKind.LineConnected, 33600);
        pool.Effects.ShouldBeEmpty("a CONNECT that crosses the order to hang up");
    }

    [Fact]
    public void NoFramingIs11() =>
        Ended(pool.Seize().Happens("m1", LineEventKind.LineConnected).TimerOf("m1")).ShouldBe((11u, 0u, 88u));

    [Theory]
    [InlineData(9600u, 10000u, false, true)]
    [InlineData(9600u, 9600u, false, false)]
    [InlineData(0u, 10000u, false, false)]
    [InlineData(0u, 10000u, true, true)]
    [InlineData(0u, 0u, true, false)]
    public void MinimumSpeed(uint reported, uint minimum, bool strict, bool refused)
    {
        var strictPool = PoolHarness.Opened(PoolHarness.Settings("m1") with { StrictSpeed = strict });
        strictPool.Seize(minimum: minimum).Happens("m1", LineEventKind.LineConnected, reported);
        if (refused)
            Ended(strictPool).ShouldBe((2u, 6u, 58u));
        else
            strictPool.Line("m1").State.ShouldBe(LineState.Carrier);
    }

    [Fact]
    public void ASpeedNobodyToldIsAssumedInOccn()
    {
        pool.Seize().Happens("m1", LineEventKind.LineConnected).Happens("m1", LineEventKind.LineFraming);
        pool.Told.Single().ShouldBeOfType<LineConnected>().TransmitBps.ShouldBe(33600u);
    }

    [Theory]
    [InlineData(LineEventKind.LineDropped)]
    [InlineData(LineEventKind.LineNoCarrier)]
    [InlineData(LineEventKind.LineGone)]
    public void OnceThereWasCarrierItsLossIs1(LineEventKind kind)
    {
        pool.Seize().Happens("m1", LineEventKind.LineConnected).Happens("m1", LineEventKind.LineFraming).Bridge();
        Ended(pool.Happens("m1", kind)).ShouldBe((1u, 0u, 41u));
        pool.Orders.Single().ShouldBe(new LineOrder.HangUp());
    }

    [Fact]
    public void ALineThatNoSessionTakesIsHungUp() =>
        Ended(pool.Seize().Happens("m1", LineEventKind.LineConnected).Happens("m1", LineEventKind.LineFraming).TimerOf("m1"))
            .ShouldBe((2u, 6u, 41u));

    [Fact]
    public void TheSameCallAsksForOneLineOnly()
    {
        pool.Seize().Seize();
        pool.Told.Single().ShouldBeOfType<LineSeized>().Line.ShouldBe("m1");
        pool.Orders.ShouldBeEmpty();
        pool.Line("m2").IsFree.ShouldBeTrue();
        pool.Happens("m1", LineEventKind.LineConnected).Happens("m1", LineEventKind.LineFraming).Seize();
        pool.Told.Select(message => message.GetType()).ShouldBe([typeof(LineSeized), typeof(LineConnected)]);
    }

    [Fact]
    public void WhenAllAreTakenTheAnswerIs4()
    {
        pool.Seize("c1", 1).Seize("c2", 2);
        pool.Told.Single().ShouldBeOfType<LineSeized>().Line.ShouldBe("m2");
        Ended(pool.Seize("c3", 3)).ShouldBe((4u, 0u, 34u));
    }

    [Fact]
    public void LinesTakeTurns()
    {
        pool.Seize("c1", 1).Do(new ReleaseLine { Call = "c1" });
        pool.Happens("m1", LineEventKind.LineOnHook).Happens("m1", LineEventKind.LineReady).TimerOf("m1");
        pool.Seize("c2", 2);
        pool.Told.Single().ShouldBeOfType<LineSeized>().Line.ShouldBe("m2");
    }

    [Fact]
    public void ATimerOfAnEarlierStateDoesNothing()
    {
        pool.Seize().Happens("m1", LineEventKind.LineConnected);
        pool.Do(new TimerFired { Name = "line/m1" });
        pool.Line("m1").State.ShouldBe(LineState.Carrier);
        pool.Effects.Single().ShouldBeOfType<StartTimer>();
    }

    [Fact]
    public void WhatIsNotOursIsPassedOver()
    {
        pool.Do(new ReleaseLine { Call = "unknown" }).Effects.ShouldBeEmpty();
        pool.Bridge("unknown").Effects.ShouldBeEmpty();
        pool.Happens("unknown", LineEventKind.LineReady).Effects.ShouldBeEmpty();
        pool.Do(new TimerFired { Name = "line/unknown" }).Effects.ShouldBeEmpty();
        pool.Do(new TimerFired { Name = "else" }).Effects.ShouldBeEmpty();
        pool.Happens("m1", LineEventKind.LineEventUnspecified).Effects.ShouldBeEmpty();
    }

    [Fact]
    public void ShowLists()
    {
        pool.Seize().Do(new ShowLines());
        var list = pool.Effects.Single().ShouldBeOfType<Reply>().Answer.ShouldBeOfType<LineList>();
        list.Lines.Select(line => (line.Line, line.State, line.Call)).ShouldBe([("m1", "dialling", "c1"), ("m2", "onHook", "")]);
    }

    private static (uint Result, uint Error, uint Cause) Ended(PoolHarness pool)
    {
        var ended = pool.Told.Single().ShouldBeOfType<LineEnded>();
        return (ended.Result, ended.Error, ended.Cause);
    }
}
