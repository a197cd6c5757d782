namespace Protocols.Tests.L2tp.Messages;

internal readonly record struct WalkedAvp(bool Mandatory, bool Hidden, ushort Attribute, byte[] Value)
{
    /// <summary>In clear and of vendor 0.</summary>
    public byte[] ToOctets()
    {
        var length = 6 + Value.Length;
        return [(byte)((Mandatory ? 0x80 : 0) | (length >> 8)), (byte)length, 0, 0, (byte)(Attribute >> 8), (byte)Attribute, .. Value];
    }
}

/// <summary>A second, plain reader of RFC 2661 §4.1, so that codec errors don't hide each other. Throws at the first fault.</summary>
internal static class AvpWalk
{
    public static List<WalkedAvp> Of(byte[] body)
    {
        var avps = new List<WalkedAvp>();
        for (var at = 0; at < body.Length;)
        {
            var length = ((body[at] & 3) << 8) + body[at + 1];
            if (length < 6)
                throw new InvalidDataException($"length {length} at {at}");
            avps.Add(new WalkedAvp((body[at] & 0x80) != 0, (body[at] & 0x40) != 0, (ushort)((body[at + 4] << 8) + body[at + 5]),
                body[(at + 6)..(at + length)]));
            at += length;
        }

        return avps;
    }
}
