using Shared.Messages;

namespace Entities.DialOut.Lacs;

/// <summary>What the tries so far add up to.</summary>
internal static class LacTries
{
    public static int Rings(this IReadOnlyList<DialOutTry> tries) => tries.Count(entry => entry.Rang);

    public static int SecondChances(this IReadOnlyList<DialOutTry> tries) => tries.Count(entry => entry.SecondChance);

    public static bool Touched(this IReadOnlyList<DialOutTry> tries, int tunnel) => tries.Any(entry => entry.Tunnel == tunnel);

    /// <summary>A message went out, or would have: a destination that was passed over has had no try.</summary>
    public static bool Failed(this IReadOnlyList<DialOutTry> tries, int tunnel) =>
        tries.Any(entry => entry.Tunnel == tunnel && entry.Outcome == DialOutTryOutcome.Failed);
}
