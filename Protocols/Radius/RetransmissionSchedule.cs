namespace Protocols.Radius;

/// <summary>
/// RFC 5080 §2.2.1: RT₁ = IRT + RAND·IRT, RTₙ = 2·RTₙ₋₁ + RAND·RTₙ₋₁, bounded by MRT + RAND·MRT; RAND is uniform in −0.1..+0.1. Zero lifts a
/// bound.
/// </summary>
/// <param name="InitialTimeout">IRT.</param>
/// <param name="MaximumTimeout">MRT.</param>
/// <param name="MaximumCount">MRC: transmissions in all.</param>
/// <param name="MaximumDuration">MRD: from the first transmission on.</param>
public sealed record RetransmissionSchedule(
    TimeSpan InitialTimeout, TimeSpan MaximumTimeout, int MaximumCount, TimeSpan MaximumDuration)
{
    /// <summary>Spread of RAND to either side.</summary>
    public const double Randomisation = 0.1;

    /// <summary>The RFC's defaults: 2 s, 16 s, 5, 30 s.</summary>
    public static RetransmissionSchedule Authentication { get; } =
        new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(16), 5, TimeSpan.FromSeconds(30));

    /// <summary>A record is sent until a server takes it, so nothing is bounded.</summary>
    public static RetransmissionSchedule Accounting { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.Zero, 0, TimeSpan.Zero);

    /// <returns>How long to wait for an answer after the first transmission.</returns>
    public TimeSpan First(Random random) => Bounded(InitialTimeout * (1 + Rand(random)), random);

    /// <returns>How long to wait after the next one; <paramref name="previous"/> is the wait before.</returns>
    public TimeSpan Next(TimeSpan previous, Random random) => Bounded(previous * (2 + Rand(random)), random);

    public bool IsExhausted(int transmissions, TimeSpan elapsed) =>
        (MaximumCount != 0 && transmissions >= MaximumCount) || (MaximumDuration != TimeSpan.Zero && elapsed >= MaximumDuration);

    private TimeSpan Bounded(TimeSpan timeout, Random random) =>
        MaximumTimeout != TimeSpan.Zero && timeout > MaximumTimeout ? MaximumTimeout * (1 + Rand(random)) : timeout;

    private static double Rand(Random random) => (2 * random.NextDouble() - 1) * Randomisation;
}
