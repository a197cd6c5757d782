using System.Buffers.Binary;

namespace Lac.Node.Lines.Data;

/// <summary>
/// Looks at LCP as it passes, and touches nothing. From its Configure-Ack on the remote site may leave unescaped what the LNS asked for
/// (RFC 1662 §7.1); SLI says the same, but it comes by way of a journal and another channel, and what arrives before it
/// would be dropped octet by octet.
/// </summary>
static class LcpPeek
{
    private const ushort Lcp = 0xC021;
    private const byte ConfigureAck = 2;
    private const byte AsyncControlCharacterMap = 2;
    private const int PacketHeader = 4;
    private const int OptionHeader = 2;
    private const int MapOption = OptionHeader + sizeof(uint);

    /// <param name="frame">A PPP frame from the line, with address and control or without.</param>
    /// <param name="receiveAccm">What the site has agreed to.</param>
    public static bool TryReadAckedMap(ReadOnlySpan<byte> frame, out uint receiveAccm)
    {
        receiveAccm = 0;
        if (frame is [0xFF, 0x03, ..]) frame = frame[2..];
        if (frame.Length < 2 + PacketHeader || BinaryPrimitives.ReadUInt16BigEndian(frame) != Lcp || frame[2] != ConfigureAck) return false;
        var options = frame[(2 + PacketHeader)..];
        while (options.Length >= OptionHeader)
        {
            var length = options[1];
            if (length < OptionHeader || length > options.Length) return false;
            if (options[0] == AsyncControlCharacterMap && length == MapOption)
            {
                receiveAccm = BinaryPrimitives.ReadUInt32BigEndian(options[OptionHeader..]);
                return true;
            }

            options = options[length..];
        }

        return false;
    }
}
