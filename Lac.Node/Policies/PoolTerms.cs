using Entities.Calls.Lac;
using Entities.Lines;
using Lac.Node.Configuration;

namespace Lac.Node.Policies;

/// <summary>The configuration's pools as the entities take them.</summary>
public sealed class PoolTerms(LacOptions options) : ILinePools
{
    public IReadOnlyList<LinePoolSettings> Pools { get; } = [.. options.Pools.Select(Settings)];

    public PoolAnswer Choose(LineWish wish) => PoolChoice.Choose(Pools, wish);

    public static uint BearerBits(PoolBearer bearer) => bearer switch
    {
        PoolBearer.Analog => LineBits.Analog,
        PoolBearer.Digital => LineBits.Digital,
        _ => LineBits.Analog | LineBits.Digital,
    };

    private static LinePoolSettings Settings(PoolOptions pool) => new()
    {
        Name = pool.Name,
        Lines = [.. pool.Lines.Select(line => line.Name)],
        BearerBits = BearerBits(pool.Bearer),
        Numbers = [.. pool.Numbers.Select(Pattern)],
        Barred = [.. pool.Barred.Select(Pattern)],
        DialTimeoutSeconds = pool.DialTimeoutSeconds,
        FramingTimeoutSeconds = pool.FramingTimeoutSeconds,
        HangUpTimeoutSeconds = pool.HangUpTimeoutSeconds,
        QuarantineSeconds = pool.QuarantineSeconds,
        RetestSeconds = pool.RetestSeconds,
        StrictFraming = pool.StrictFraming,
        StrictSpeed = pool.StrictSpeed,
        AssumedBps = pool.AssumedBps,
    };

    /// <summary>The configuration's own check has passed every text that gets here.</summary>
    private static NumberPattern Pattern(string text) =>
        NumberPattern.TryParse(text, out var pattern) ? pattern : throw new InvalidOperationException($"'{text}' is no number pattern");
}
