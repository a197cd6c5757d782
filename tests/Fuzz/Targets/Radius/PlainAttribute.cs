namespace Fuzz.Targets.Radius;

/// <summary>Attributes as a second, plain reader counts them (RFC 2865 §5, §5.26).</summary>
internal static class PlainAttribute
{
    /// <returns>Type and value of each attribute of the packet; null where the lengths are wrong.</returns>
    public static List<(byte Type, byte[] Value)>? Walk(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < 20)
            return null;
        var length = datagram[2] * 256 + datagram[3];
        return length is < 20 or > 4096 || length > datagram.Length ? null : Cut(datagram[20..length]);
    }

    public static List<(byte Type, byte[] Value)>? Cut(ReadOnlySpan<byte> octets)
    {
        var found = new List<(byte, byte[])>();
        while (octets.Length > 0)
        {
            if (octets.Length < 2 || octets[1] < 2 || octets[1] > octets.Length)
                return null;
            found.Add((octets[0], octets[2..octets[1]].ToArray()));
            octets = octets[octets[1]..];
        }
        return found;
    }

    /// <summary>How many attributes they come to once Vendor-Specific ones of the recommended form are opened.</summary>
    public static int Count(List<(byte Type, byte[] Value)> attributes) => attributes.Sum(a => a.Type == 26 ? Inner(a.Value) : 1);

    private static int Inner(byte[] value) =>
        value.Length < 5 || (value[0] | value[1] | value[2] | value[3]) == 0 ? 1 : Cut(value.AsSpan(4))?.Count ?? 1;
}
