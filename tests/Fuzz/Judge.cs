using System.Diagnostics.CodeAnalysis;

namespace Fuzz;

/// <summary>The code broke a rule with this input.</summary>
public sealed class BrokenRuleException(string rule) : Exception(rule);

public static class Judge
{
    /// <param name="rule">What holds, as a sentence. A constant: it is passed ten million times.</param>
    public static void That([DoesNotReturnIf(false)] bool holds, string rule)
    {
        if (!holds)
            throw new BrokenRuleException(rule);
    }

    public static void SameOctets(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, string rule)
    {
        if (!one.SequenceEqual(other))
            throw new BrokenRuleException($"{rule}: {Convert.ToHexString(one)} and {Convert.ToHexString(other)}");
    }

    public static void Same<T>(T one, T other, string rule)
    {
        if (!EqualityComparer<T>.Default.Equals(one, other))
            throw new BrokenRuleException($"{rule}: {one} and {other}");
    }
}
