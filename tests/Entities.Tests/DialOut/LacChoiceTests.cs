using System.Net;
using Entities.Destinations;
using Entities.DialOut;
using Entities.DialOut.Lacs;
using Shared.Messages;

namespace Entities.Tests.DialOut;

public class LacChoiceTests
{
    [Fact]
    public void BetweenLevels_EachLevelHasOneTry()
    {
        Walk(new DialOutSettings { Levels = LacLevels.Between }, [0, 0, 1, 1, 2], Fail).Select(tunnel => Levels([0, 0, 1, 1, 2])[tunnel])
            .ShouldBe([0u, 1u, 2u]);
    }

    [Fact]
    public void WithinALevel_EveryDestinationOfItComesFirst()
    {
        var tried = Walk(new DialOutSettings { Levels = LacLevels.Within }, [0, 0, 1, 1, 2], Fail);
        tried.Select(tunnel => Levels([0, 0, 1, 1, 2])[tunnel]).ShouldBe([0u, 0u, 1u, 1u, 2u]);
        tried.ShouldBeUnique();
    }

    [Theory]
    [InlineData(LacLevels.Between)]
    [InlineData(LacLevels.Within)]
    public void ADestinationThatIsFullOrDrainsIsPassedOverAndIsNoTry(LacLevels levels) =>
        Walk(new DialOutSettings { Levels = levels }, [0, 0, 1], Refuse).Order().ShouldBe([0, 1, 2]);

    [Fact]
    public void AllLockedOut_TheOneThatFailedFirstIsForced()
    {
        var tries = new List<DialOutTry> { LockedOut(0, since: 300), LockedOut(1, since: 100), LockedOut(2, since: 200) };
        Choose(new DialOutSettings(), [0, 0, 1], tries).ShouldBe(new LacStep.Place(1, Forced: true));

        tries.Add(new DialOutTry { Tunnel = 1, Forced = true, Outcome = DialOutTryOutcome.Failed });
        Choose(new DialOutSettings(), [0, 0, 1], tries).ShouldBeOfType<LacStep.GiveUp>();
    }

    [Fact]
    public void OneLockedOutAndOneFull_TheLockedOutOneIsForced() =>
        Choose(new DialOutSettings(), [0, 0], [LockedOut(0, since: 1), new DialOutTry { Tunnel = 1, Outcome = DialOutTryOutcome.PassedOver }])
            .ShouldBe(new LacStep.Place(0, Forced: true));

    [Fact]
    public void AForcedTryThatIsRefusedIsTheLast() =>
        Choose(new DialOutSettings(), [0], [LockedOut(0, since: 1), new DialOutTry { Forced = true, Outcome = DialOutTryOutcome.PassedOver }])
            .ShouldBeOfType<LacStep.GiveUp>();

    [Fact]
    public void OneFailedAndOneLockedOut_NothingIsForced() =>
        Choose(new DialOutSettings(), [0, 0], [Fail(0), LockedOut(1, since: 1)]).ShouldBeOfType<LacStep.GiveUp>();

    [Fact]
    public void OnceMore_TakesAnotherLacAndElseTheSame()
    {
        var settings = new DialOutSettings { Levels = LacLevels.Within };
        var ended = new DialOutTry { Tunnel = 0, SecondChance = true, Rang = true };
        Choose(settings, [0, 0], [ended], CallVerdict.OnceMore).ShouldBe(new LacStep.Place(1, Forced: false));
        Choose(settings, [0], [ended], CallVerdict.OnceMore).ShouldBe(new LacStep.Place(0, Forced: false));
        Choose(settings, [0], [ended, ended], CallVerdict.OnceMore).ShouldBeOfType<LacStep.GiveUp>();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ThePhoneRingsNoOftenerThanTheSettingSays(int ringing)
    {
        var settings = new DialOutSettings { Levels = LacLevels.Within, RingingAttempts = ringing };
        Walk(settings, [0, 0, 0, 0, 0], tunnel => new DialOutTry { Tunnel = (uint)tunnel, Rang = true }).Count.ShouldBe(ringing);
    }

    [Fact]
    public void RoundRobin_BeginsWhereTheTurnIsAndGoesRound()
    {
        var settings = new DialOutSettings { Order = LacOrder.RoundRobin, Levels = LacLevels.Within };
        Walk(settings, [0, 0, 0], Fail, turn: 4).ShouldBe([1, 2, 0]);
        Enumerable.Range(0, 6).Select(turn => Walk(settings, [0, 0, 0], Fail, turn: (uint)turn)[0]).ShouldBe([0, 1, 2, 0, 1, 2]);
    }

    [Fact]
    public void Weighted_FollowsMaximumSessions()
    {
        var settings = new DialOutSettings { Order = LacOrder.Weighted };
        var tunnels = Tunnels([0, 0]);
        (tunnels[0].MaximumSessions, tunnels[1].MaximumSessions) = (900, 100);
        var random = new Random(5);
        var first = Enumerable.Range(0, 2000)
            .Count(_ => new LacChoice(settings, new Policy(), 0, random).Next(tunnels, [], CallVerdict.NextLac, "") is LacStep.Place { Tunnel: 0 });

        first.ShouldBeInRange(1700, 1900); // 1800 expected, 13 is one standard deviation
    }

    [Fact]
    public void Random_TouchesEveryDestinationOfTheBestLevelAndNoOther()
    {
        var chosen = Enumerable.Range(0, 200).Select(seed => Walk(new DialOutSettings(), [0, 0, 0, 1], Fail, seed: seed)[0]).Distinct().Order();
        chosen.ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void MostFreeLines_TakesTheLacWithMostAndPassesFullOnes()
    {
        var settings = new DialOutSettings { Order = LacOrder.MostFreeLines };
        var policy = new Policy { Free = { ["127.0.0.2:1701"] = 3, ["127.0.0.3:1701"] = 9, ["127.0.0.4:1701"] = 0 } };
        Step(settings, [0, 0, 0], [], policy).ShouldBe(new LacStep.Place(1, false));

        policy.Free["127.0.0.2:1701"] = policy.Free["127.0.0.3:1701"] = 0;
        // the fourth is not ours: nobody knows whether it is full
        Step(settings, [0, 0, 0, 0], [], policy).ShouldBe(new LacStep.Place(3, false));
    }

    [Fact]
    public void OfThirtyOneDestinationsEachIsPlacedOnceAtMost() =>
        Walk(new DialOutSettings { Levels = LacLevels.Within }, Enumerable.Range(0, 31).Select(i => (uint)i / 4).ToArray(), Fail)
            .Order().ShouldBe(Enumerable.Range(0, 31));

    private static DialOutTry Fail(int tunnel) => new() { Tunnel = (uint)tunnel };

    private static DialOutTry Refuse(int tunnel) => new() { Tunnel = (uint)tunnel, Outcome = DialOutTryOutcome.PassedOver };

    private static DialOutTry LockedOut(uint tunnel, long since) =>
        new() { Tunnel = tunnel, Outcome = DialOutTryOutcome.LockedOut, SinceUnixMs = since };

    private static uint[] Levels(uint[] levels) => levels;

    private static List<TunnelTerms> Tunnels(uint[] levels) => levels.Select((level, index) => new TunnelTerms
    {
        Preference = level, Peer = IPEndPoint.Parse($"127.0.0.{index + 2}:1701").ToMessage(),
    }).ToList();

    private static LacStep Choose(DialOutSettings settings, uint[] levels, List<DialOutTry> tries, CallVerdict verdict = CallVerdict.NextLac) =>
        Step(settings, levels, tries, new Policy(), verdict);

    private static LacStep Step(DialOutSettings settings, uint[] levels, List<DialOutTry> tries, Policy policy,
        CallVerdict verdict = CallVerdict.NextLac) =>
        new LacChoice(settings, policy, 0, new Random(1)).Next(Tunnels(levels), tries, verdict, "reason");

    private static List<int> Walk(DialOutSettings settings, uint[] levels, Func<int, DialOutTry> outcome, uint turn = 0, int seed = 1)
    {
        var random = new Random(seed);
        var tries = new List<DialOutTry>();
        var tunnels = Tunnels(levels);
        while (new LacChoice(settings, new Policy(), turn, random).Next(tunnels, tries, CallVerdict.NextLac, "failed") is LacStep.Place place)
        {
            place.Forced.ShouldBeFalse();
            tries.Add(outcome(place.Tunnel));
            tries.Count.ShouldBeLessThanOrEqualTo(40);
        }
        return tries.Select(entry => (int)entry.Tunnel).ToList();
    }
}
