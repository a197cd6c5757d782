using System.Buffers.Binary;

namespace Lns.Node.Forwarding.Wire;

/// <summary>LCP Echo-Request and Echo-Reply (RFC 1661 §5.8): code, identifier, length, magic number, data.</summary>
public static class LcpEcho
{
    public const int HeaderOctets = 8;

    private const byte Request = 9;
    private const byte Reply = 10;

    /// <summary>True for a whole Echo-Request that somebody else sent: with our own magic number it is our echo looped back.</summary>
    /// <param name="octets">Of the packet by its own length field; padding behind it is not answered.</param>
    public static bool IsRequest(ReadOnlySpan<byte> lcp, uint localMagic, out int octets)
    {
        octets = 0;
        if (lcp.Length < HeaderOctets || lcp[0] != Request)
            return false;
        octets = BinaryPrimitives.ReadUInt16BigEndian(lcp[2..]);
        if (octets < HeaderOctets || octets > lcp.Length)
            return false;
        var magic = BinaryPrimitives.ReadUInt32BigEndian(lcp[4..]);
        return magic == 0 || magic != localMagic;
    }

    /// <summary>Writes the reply: identifier and data of the request, the magic number of the replier.</summary>
    public static void WriteReply(ReadOnlySpan<byte> request, Span<byte> reply, uint localMagic)
    {
        request.CopyTo(reply);
        reply[0] = Reply;
        BinaryPrimitives.WriteUInt32BigEndian(reply[4..], localMagic);
    }
}
