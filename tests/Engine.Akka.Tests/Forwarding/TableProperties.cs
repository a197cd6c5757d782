using Engine.Akka.Tests.Forwarding.World;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Akka.Tests.Forwarding;

public class TableProperties
{
    private const int Steps = 250;

    /// <summary>A run is given by its seed, which FsCheck prints when one fails.</summary>
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    /// <summary>Never a live row lost on the way, and the owner's rows everywhere at the end.</summary>
    [Fact]
    public void AllReplicasComeToTheOwnersRowsAndNoneLosesALiveOne() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Seeds, seed => Run(seed, weather => weather)));

    /// <summary>A node that had to give a shard back before its epoch began kept a row in its data path for good, which no table knew of.</summary>
    [Theory]
    [InlineData(441024789)]
    [InlineData(937327857)]
    public void WhatOnceFailedHolds(int seed) => Run(seed, weather => weather);

    [Fact]
    public void TheCheckerFindsRowsThatDieWithTheirNode() => FindsSoon(weather => weather with { DeletesOnDeath = true });

    [Fact]
    public void TheCheckerFindsAnOwnerThatSettlesBeforeItHasRecovered() => FindsSoon(weather => weather with { SettlesEarly = true });

    [Fact]
    public void TheCheckerFindsAReplicaThatNobodyTellsWhatItMissed() => FindsSoon(weather => weather with { LosesDigests = true, Loss = 0.3 });

    private static void FindsSoon(Func<Weather, Weather> canary) =>
        Enumerable.Range(0, 20).Any(seed =>
        {
            try
            {
                Run(seed, canary);
                return false;
            }
            catch (ShouldAssertException)
            {
                return true;
            }
        }).ShouldBeTrue();

    private static void Run(int seed, Func<Weather, Weather> adapt)
    {
        var random = new Random(seed);
        var world = new TableWorld(random, adapt(Weather.Of(random)));
        for (var step = 0; step < Steps; step++)
            world.Step();
        world.Calm();
        var truth = world.Truth.ToDictionary(row => row.Key.Text, row => row.Value.Session);
        foreach (var node in world.Nodes)
        {
            node.DataPath.ToDictionary(row => row.Key.Text, row => row.Value.Session).ShouldBe(truth, ignoreOrder: true, $"{node.Name}, seed {seed}");
            node.Table.Rows.Count().ShouldBe(truth.Count, $"{node.Name}, seed {seed}");
            node.Table.Status(0).Behind.ShouldBeEmpty($"{node.Name}, seed {seed}");
            node.Table.Status(0).HasHeard.ShouldBeTrue($"{node.Name}, seed {seed}");
        }
    }
}
