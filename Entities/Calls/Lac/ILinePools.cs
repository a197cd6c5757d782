using Protocols.L2tp;

namespace Entities.Calls.Lac;

/// <summary>Which pool dials a number, from the LAC's configuration.</summary>
public interface ILinePools
{
    PoolAnswer Choose(string number, BearerType bearer, FramingType framing, uint minimumBps, uint maximumBps);
}

/// <param name="Pool">Key of the line pool, or null with the CDN that says why not.</param>
public sealed record PoolAnswer(string? Pool, CdnResult Result, ushort Cause, string Text)
{
    public static PoolAnswer Of(string pool) => new(pool, default, 0, "");
}
