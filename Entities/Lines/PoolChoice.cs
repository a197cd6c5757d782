using Protocols.Hayes;

namespace Entities.Lines;

/// <summary>What an OCRQ asks of a line. 0 in a bit set: any.</summary>
public sealed record LineWish(string Number, uint BearerBits, uint FramingBits);

/// <param name="Pool">The pool's name, or null with the reason.</param>
/// <param name="Number">What is dialled, where there is a pool.</param>
public sealed record PoolAnswer(string? Pool, string Number, LineFailure? Failure);

/// <summary>Which pool dials: the first in the configuration that knows the number, may dial it, and has the bearer.</summary>
public static class PoolChoice
{
    public static PoolAnswer Choose(IEnumerable<LinePoolSettings> pools, LineWish wish)
    {
        if (!DialNumber.TryNormalise(wish.Number, out var number))
            return new(null, "", LineFailure.NumberMalformed);
        var best = LineFailure.NumberUnknown;
        foreach (var pool in pools)
        {
            var failure = Check(pool, number, wish);
            if (failure is null)
                return new(pool.Name, number, null);
            // the refusal of the pool that came closest
            if (Closeness(failure) > Closeness(best))
                best = failure;
        }

        return new(null, number, best);
    }

    /// <returns>Null where the pool takes the call if it has a free line.</returns>
    public static LineFailure? Check(LinePoolSettings pool, LineWish wish) => DialNumber.TryNormalise(wish.Number, out var number)
        ? Check(pool, number, wish)
        : LineFailure.NumberMalformed;

    private static LineFailure? Check(LinePoolSettings pool, string number, LineWish wish)
    {
        if (!pool.Numbers.IsEmpty && !pool.Numbers.Any(pattern => pattern.Matches(number)))
            return LineFailure.NumberUnknown;
        if (pool.Barred.Any(pattern => pattern.Matches(number)))
            return LineFailure.NumberBarred;
        var bearerFits = wish.BearerBits == 0 || (wish.BearerBits & pool.BearerBits) != 0;
        var framingFits = !pool.StrictFraming || wish.FramingBits == 0 || (wish.FramingBits & LineBits.Asynchronous) != 0;
        return bearerFits && framingFits ? null : LineFailure.NoSuchLineType;
    }

    private static int Closeness(LineFailure failure) =>
        failure == LineFailure.NumberUnknown ? 0 : failure == LineFailure.NumberBarred ? 1 : 2;
}
