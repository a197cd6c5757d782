using Simulation.Net;

namespace Simulation.Faults;

/// <summary>What may go wrong at random.</summary>
internal enum Fault
{
    CrashLns,
    CrashLac,
    CrashLnsAtCommit,
    CrashLacAtCommit,
    TearLns,
    TearLac,
    FreezeLns,
    FreezeLac,
    Partition,
    OneWayPartition,
    RadiusOutage,
    DiskStallLns,
    DiskStallLac,
    DiskFullLns,
    SiteCloses,
    SiteHangsUp,
    OperatorResets,
    LineSticks,
    ClockStep,

    /// <summary>The process dies, and the last commits of its disk with it; two of them: a double failure of RFC 4951.</summary>
    CutLns,
    CutLac,
    CutBoth,

    /// <summary>The LNS dies, its disk loses many commits, and says that it is whole: only its peers can tell.</summary>
    LieLns,
}

/// <summary>
/// The faults of one run. As in swarm testing each kind is absent from many runs and frequent in others, since faults of one kind hide
/// those of another.
/// </summary>
/// <param name="IsWithinBudget">
/// No outage is longer, or comes sooner after another, than peers bear: then no established call may be lost.
/// </param>
internal sealed record FaultPlan(
    bool IsWithinBudget, Weather Weather, IReadOnlyDictionary<Fault, double> Weights, TimeSpan MeanInterval, TimeSpan LongestOutage,
    TimeSpan Duration, double CallTrouble, double Rejections)
{
    /// <summary>
    /// A message leaves at 0, 1, 3, 7 and 15 s and is given up at 31 s (RFC 2661 §5.8). Where nothing else is lost the copy at 15 s must pass; where
    /// a message and its acknowledgement may be lost once each, those at 3, 7 and 15 s must.
    /// </summary>
    private const double OutageSeconds = 12, OutageSecondsWithLoss = 2.5;

    public static FaultPlan Draw(Random random)
    {
        var within = random.Next(2) == 0;
        var weather = DrawWeather(random, within);
        var weights = Enum.GetValues<Fault>().Where(fault => fault < Fault.CutLns).ToDictionary(fault => fault, _ => random.Next(3) == 0 ? 0 : random.NextDouble());
        return new FaultPlan(within, weather, weights,
            MeanInterval: TimeSpan.FromSeconds(5 + (40 * random.NextDouble())),
            LongestOutage: TimeSpan.FromSeconds(within ? weather.Loss > 0 ? OutageSecondsWithLoss : OutageSeconds : 10 + (110 * random.NextDouble())),
            Duration: TimeSpan.FromSeconds(200 + (600 * random.NextDouble())),
            CallTrouble: random.Next(2) == 0 ? 0 : 0.5 * random.NextDouble(),
            Rejections: random.Next(3) == 0 ? 0.2 * random.NextDouble() : 0);
    }

    /// <summary>With cut journals, in a third of the runs that know no budget: what a disk has lost may have been an established call.</summary>
    public FaultPlan WithCuts(Random random)
    {
        if (IsWithinBudget || random.Next(3) != 0)
            return this;
        var weights = Weights.ToDictionary();
        foreach (var fault in (Fault[])[Fault.CutLns, Fault.CutLac, Fault.CutBoth])
            weights[fault] = random.NextDouble();
        if (random.Next(3) == 0)
            weights[Fault.LieLns] = random.NextDouble();
        return this with { Weights = weights };
    }

    private static Weather DrawWeather(Random random, bool within) => new(
        Loss: random.Next(3) == 0 ? 0 : 0.3 * random.NextDouble(),
        Duplication: random.Next(2) == 0 ? 0 : 0.3 * random.NextDouble(),
        Straying: random.Next(2) == 0 ? 0 : 0.1 * random.NextDouble(),
        Delay: TimeSpan.FromMilliseconds(1 + (100 * random.NextDouble())),
        Jitter: TimeSpan.FromMilliseconds(random.Next(2) == 0 ? 2 : 200 * random.NextDouble()),
        LossesOfOneMessage: within ? 1 : 3);
}
