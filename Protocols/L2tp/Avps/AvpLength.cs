namespace Protocols.L2tp;

/// <summary>How many octets a value may have, before hiding. The AVP's own Length field counts six more.</summary>
public readonly record struct AvpLength
{
    private readonly int minimum;
    private readonly int maximum;
    private readonly int? alternative;

    private AvpLength(int minimum, int maximum, int? alternative = null)
    {
        this.minimum = minimum;
        this.maximum = maximum;
        this.alternative = alternative;
    }

    public static AvpLength Exactly(int octets) => new(octets, octets);

    public static AvpLength AtLeast(int octets) => new(octets, Avp.MaximumValueLength);

    /// <summary>Either so many octets or at least the other number: a Result Code may stop after its first field.</summary>
    public static AvpLength EitherOrAtLeast(int either, int atLeast) => new(atLeast, Avp.MaximumValueLength, either);

    public bool Allows(int octets) => octets == alternative || (octets >= minimum && octets <= maximum);

    /// <summary>The Length field in the RFC's manner: "8", "6+n, n ≥ 1", "8 or 10+n".</summary>
    public override string ToString()
    {
        var shortest = Avp.HeaderLength + minimum;
        if (minimum == maximum)
            return $"{shortest}";
        if (alternative is { } either)
            return $"{Avp.HeaderLength + either} or {shortest}+n";
        return minimum == 1 ? $"{Avp.HeaderLength}+n, n ≥ 1" : $"{shortest}+n";
    }
}
