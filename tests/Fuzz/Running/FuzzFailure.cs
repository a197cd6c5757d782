namespace Fuzz.Running;

/// <summary>All that is needed to see a failure again.</summary>
public sealed record FuzzFailure(string Target, ulong Seed, long Iteration, byte[] Input, Exception Exception)
{
    public string Hex => Convert.ToHexString(Input);

    public override string ToString() => $"""
        target     {Target}
        seed       {Seed}, iteration {Iteration}
        input      {Input.Length} octets: {Hex}
        replay     ./bras fuzz {Target} --replay {Hex}
        {Exception}
        """;
}
