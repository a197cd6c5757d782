namespace Fuzz;

/// <summary>Mixes small numbers into one that tells behaviours apart (FNV-1a).</summary>
public struct Signature
{
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    private uint mixed;

    public readonly uint Value => mixed ^ Basis;

    public void Add(int number) => mixed = ((mixed ^ Basis ^ (uint)number) * Prime) ^ Basis;

    public void Add(bool flag) => Add(flag ? 1 : 2);

    /// <summary>Of a count only its order of magnitude: a number of its own for each would keep everything.</summary>
    public void AddCount(int count) => Add(32 - int.LeadingZeroCount(count));
}
