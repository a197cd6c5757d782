using System.Buffers.Binary;
using Protocols.L2tp;

namespace Simulation.Net;

/// <summary>What a control message is, read from its octets without the codec that wrote them (RFC 2661 §3.1, §4.1).</summary>
internal static class WireText
{
    /// <summary>In place of an Ns, for a message without a body.</summary>
    public const int Zlb = -1;

    private const int MessageTypeAt = 6;
    private const ushort Hello = 6;

    private static readonly string[] Names =
    [
        "?", "SCCRQ", "SCCRP", "SCCCN", "StopCCN", "?", "HELLO", "OCRQ", "OCRP", "OCCN", "ICRQ", "ICRP", "ICCN", "?", "CDN", "WEN", "SLI",
    ];

    /// <summary>The value of the Message Type AVP, which comes first.</summary>
    public static ushort TypeOf(ReadOnlySpan<byte> body) =>
        body.Length < MessageTypeAt + 2 ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(body[MessageTypeAt..]);

    public static bool IsHello(ReadOnlySpan<byte> body) => TypeOf(body) == Hello;

    /// <summary>LCP Echo-Request and Echo-Reply (RFC 1661 §5.8), behind address and control.</summary>
    public static bool IsEcho(ReadOnlySpan<byte> frame) => frame is [0xFF, 0x03, 0xC0, 0x21, 9 or 10, ..];

    /// <summary>A packet of a link or network control protocol or of authentication: their numbers begin with 8 to F (RFC 1661 §2).</summary>
    public static bool IsNegotiation(ReadOnlySpan<byte> frame) => frame is [0xFF, 0x03, >= 0x80, ..];

    public static string Of(in L2tpHeader header, ReadOnlySpan<byte> datagram)
    {
        var type = TypeOf(datagram[header.HeaderLength..]);
        var name = header.PayloadLength == 0 ? "ZLB" : type < Names.Length ? Names[type] : $"type {type}";
        return $"{name} tunnel {header.TunnelId} session {header.SessionId} Ns {header.Ns} Nr {header.Nr}";
    }
}
