using Entities.Lines;
using FsCheck;
using FsCheck.Fluent;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Lines;

public class LinePoolRecoveryTests
{
    [Fact]
    public void AtStartEveryLineIsHungUpAndMadeReadyBeforeUse()
    {
        var pool = new PoolHarness("m1", "m2");
        pool.Do(new OpenLinePool());
        pool.Effects.OfType<DriveLine>().Select(drive => (drive.Line, drive.Order))
            .ShouldBe([("m1", new LineOrder.HangUp()), ("m2", new LineOrder.HangUp())]);
        pool.Seize();
        pool.Told.Single().ShouldBeOfType<LineEnded>().Result.ShouldBe(4u);
        pool.Happens("m1", LineEventKind.LineOnHook).Happens("m1", LineEventKind.LineReady).Seize();
        pool.Told.Single().ShouldBeOfType<LineSeized>();
        pool.Do(new OpenLinePool()).Effects.ShouldBeEmpty("opening again disturbs nothing");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AfterARestartLostCallsAreToldAndEveryLineIsHungUp(bool bridged)
    {
        var pool = PoolHarness.Opened(PoolHarness.Settings("m1", "m2")).Seize();
        if (bridged)
            pool.Happens("m1", LineEventKind.LineConnected).Happens("m1", LineEventKind.LineFraming).Bridge();
        pool.Restart();
        var ended = pool.Told.Single().ShouldBeOfType<LineEnded>();
        (ended.SessionId, ended.Result).ShouldBe((1u, 1u));
        pool.Orders.ShouldBe([new LineOrder.HangUp(), new LineOrder.HangUp()]);
        pool.HasTimer("m1").ShouldBeTrue();

        pool.Do(new ReleaseLine { Call = "c1" }).Orders.ShouldBeEmpty("it is being hung up");
        pool.Happens("m1", LineEventKind.LineOnHook).Happens("m1", LineEventKind.LineReady);
        pool.Line("m1").IsFree.ShouldBeTrue();
        pool.Restart().Told.ShouldBeEmpty();
    }

    [Fact]
    public void ACallThatNobodyGivesBackIsForgottenWithItsLineReady()
    {
        var pool = PoolHarness.Opened(PoolHarness.Settings("m1")).Seize().Restart();
        pool.Happens("m1", LineEventKind.LineOnHook).Happens("m1", LineEventKind.LineReady);
        pool.Line("m1").IsFree.ShouldBeTrue();
        pool.Restart().Told.ShouldBeEmpty();
    }

    [Fact]
    public void ALineThatDoesNotHangUpIsFaultyAndTheOrderIsRepeated()
    {
        var pool = PoolHarness.Opened(PoolHarness.Settings("m1")).Seize().Do(new ReleaseLine { Call = "c1" });
        for (var attempt = 0; attempt < 5; attempt++)
        {
            pool.TimerOf("m1");
            pool.Orders.Single().ShouldBe(new LineOrder.HangUp());
            pool.Line("m1").Fault.ShouldNotBeNull();
        }

        pool.Restart().Line("m1").Fault.ShouldNotBeNull("a fault is remembered");
        pool.Happens("m1", LineEventKind.LineOnHook).Happens("m1", LineEventKind.LineReady);
        pool.Line("m1").IsFree.ShouldBeTrue();
        pool.Line("m1").Fault.ShouldBeNull();
    }

    [Fact]
    public void AGoneDeviceIsTestedAgainAndAgain()
    {
        var pool = new PoolHarness("m1").Do(new OpenLinePool()).Happens("m1", LineEventKind.LineGone, text: "/dev/ttyS9: No such file");
        pool.Effects.OfType<Report>().Single().Milestone.ShouldBe(Milestone.LineFaulty);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            pool.TimerOf("m1").Orders.Single().ShouldBe(new LineOrder.HangUp());
            pool.Happens("m1", LineEventKind.LineGone);
            pool.Line("m1").State.ShouldBe(LineState.Faulty);
        }
    }

    [Fact]
    public void AModemStillInitialisingAfterQuarantineIsWaitedFor()
    {
        var pool = PoolHarness.Opened(PoolHarness.Settings("m1")).Seize().Do(new ReleaseLine { Call = "c1" });
        pool.Happens("m1", LineEventKind.LineOnHook).TimerOf("m1");
        pool.Line("m1").State.ShouldBe(LineState.Initialising);
        pool.Happens("m1", LineEventKind.LineReady);
        pool.Line("m1").IsFree.ShouldBeTrue();
    }

    [Fact]
    public void ALineTakenOutOfTheConfigurationIsPassedOver()
    {
        IEntityKind before = new LinePoolKind([PoolHarness.Settings("m1", "m2")]);
        IEntityKind after = new LinePoolKind([PoolHarness.Settings("m1")]);
        var state = before.Evolve(before.Initial(PoolHarness.Pool), new LineTaken { Line = "m2", Call = "c1", TunnelKey = "t", SessionId = 1 });
        var restored = (LinePoolState)after.Evolve(after.Initial(PoolHarness.Pool), before.Snapshot(state));
        restored.LineOfCall.ShouldBeEmpty();
        restored.OfCall("c1").ShouldBeNull();
    }

    /// <summary>Any story of commands, driver events, timers and crashes.</summary>
    [Fact]
    public void WhateverHappensNoLineIsOffHookWithoutACallAndNothingWaitsForEver() =>
        Prop.ForAll(Gen.Choose(0, 48 * 14 - 1).ArrayOf(60).ToArbitrary(), story =>
        {
            var pool = new PoolHarness("m1", "m2");
            pool.Do(new OpenLinePool());
            foreach (var step in story)
            {
                Play(pool, (uint)step);
                foreach (var line in pool.State.Lines.Values)
                    CheckLine(pool, line);
                CheckSnapshot(pool);
            }
        }).QuickCheckThrowOnFailure();

    private static void Play(PoolHarness pool, uint step)
    {
        var line = step % 2 == 0 ? "m1" : "m2";
        var call = $"c{step / 2 % 3}";
        switch (step / 6 % 8)
        {
            case 0: pool.Seize(call, step); break;
            case 1: pool.Do(new ReleaseLine { Call = call }); break;
            case 2: pool.Bridge(call); break;
            case 3: pool.TimerOf(line); break;
            case 4: pool.Restart(); break;
            default: pool.Happens(line, (LineEventKind)(step / 48 % 14)); break;
        }
    }

    private static void CheckLine(PoolHarness pool, Line line)
    {
        if (LineTable.IsOffHook(line.State))
            line.Call.ShouldNotBeNull();
        if (line.Call is { } call)
            pool.State.LineOfCall[call.Call].ShouldBe(line.Name);
        if (line.State is not (LineState.OnHook or LineState.Bridged))
            pool.HasTimer(line.Name).ShouldBeTrue(line.State.ToString());
    }

    private static void CheckSnapshot(PoolHarness pool)
    {
        var restored = pool.FromSnapshot();
        restored.LineOfCall.ShouldBe(pool.State.LineOfCall, ignoreOrder: true);
        foreach (var line in pool.State.Lines.Values)
            (restored.Lines[line.Name].Call, restored.Lines[line.Name].Fault).ShouldBe((line.Call, line.Fault));
    }
}
