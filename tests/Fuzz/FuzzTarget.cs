namespace Fuzz;

/// <summary>Something that takes octets from outside, and a judge beside it.</summary>
public abstract class FuzzTarget
{
    /// <summary>As the command line has it.</summary>
    public abstract string Name { get; }

    /// <summary>What is read, in a line.</summary>
    public abstract string What { get; }

    /// <summary>Good inputs, from which all others are made.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Longer ones prove nothing more and cost time.</summary>
    public virtual int MaximumOctets => 600;

    /// <summary>
    /// Reads the input and judges what came out: throws, or lets throw, when octets were taken that the rules forbid, or refused that they allow.
    /// </summary>
    /// <returns>Tells apart what the code did with the input; an input that makes it do something new is kept to make others from.</returns>
    public abstract uint Run(ReadOnlySpan<byte> input);
}
