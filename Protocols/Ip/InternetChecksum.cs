using System.Buffers.Binary;

namespace Protocols.Ip;

/// <summary>The ones' complement checksum of IP, ICMP, TCP and UDP (RFC 1071), and its update in place (RFC 1624).</summary>
public static class InternetChecksum
{
    /// <summary>Adds octets to a running sum; all parts but the last must be of even length.</summary>
    public static ulong Add(ulong sum, ReadOnlySpan<byte> octets)
    {
        while (octets.Length >= 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(octets);
            octets = octets[4..];
        }
        if (octets.Length >= 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(octets);
            octets = octets[2..];
        }
        return octets.Length == 0 ? sum : sum + ((uint)octets[0] << 8);
    }

    /// <summary>The checksum field for a running sum that was taken with this field zero.</summary>
    public static ushort Finish(ulong sum)
    {
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }

    public static ushort Of(ReadOnlySpan<byte> octets) => Finish(Add(0, octets));

    /// <summary>True for octets that hold their own checksum.</summary>
    public static bool Verifies(ReadOnlySpan<byte> octets) => Of(octets) == 0;

    /// <summary>The checksum after one 16-bit word has changed: HC' = ~(~HC + ~m + m') (RFC 1624 §3, equation 3).</summary>
    public static ushort Update(ushort checksum, ushort oldWord, ushort newWord) =>
        Finish((ulong)(ushort)~checksum + (ushort)~oldWord + newWord);
}
