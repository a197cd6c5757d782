using System.Buffers.Binary;
using System.Net;
using Protocols.Ip;
using Protocols.L2tp;
using Protocols.Ppp;
using Protocols.Ppp.Control;

namespace Interop.Tests.Support;

/// <param name="Message">Null for a data message and for a ZLB.</param>
/// <param name="Frame">PPP, of a data message.</param>
public sealed record L2tpPacket(IPAddress From, IPAddress To, L2tpHeader Header, ControlMessage? Message, ReadOnlyMemory<byte> Frame)
{
    public bool IsZlb => Header.IsControl && Message is null;

    /// <summary>LCP that changes the link or asks to; no Echo or Discard, which come with time (RFC 1661 §5).</summary>
    public bool IsLcpNegotiation => !Header.IsControl && FrameReader.TryReadProtocol(Frame.Span, out var protocol, out var information)
        && protocol == PppProtocol.Lcp && information is not [ControlCode.EchoRequest or ControlCode.EchoReply or ControlCode.DiscardRequest, ..];

    public override string ToString() => $"{From} {Message?.Type.ToString() ?? (Header.IsControl ? "ZLB" : "data")} Ns={Header.Ns} Nr={Header.Nr}";
}

/// <summary>A node's capture file, read while the node may still write it.</summary>
internal static class L2tpCapture
{
    private const uint EnhancedPacketBlock = 6;
    private const int UdpHeaderOctets = 8;
    private const int BlockHeaderOctets = 8;
    private const int PacketFixedOctets = 20;
    private const ushort Port = 1701;

    public static IReadOnlyList<L2tpPacket> Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var all = new byte[stream.Length];
        stream.ReadExactly(all);
        var packets = new List<L2tpPacket>();
        for (var at = 0; at + BlockHeaderOctets <= all.Length;)
        {
            var type = BinaryPrimitives.ReadUInt32LittleEndian(all.AsSpan(at));
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(all.AsSpan(at + 4));
            if (at + length > all.Length) break;
            if (type == EnhancedPacketBlock)
            {
                var captured = (int)BinaryPrimitives.ReadUInt32LittleEndian(all.AsSpan(at + BlockHeaderOctets + 12));
                if (Parse(all.AsMemory(at + BlockHeaderOctets + PacketFixedOctets, captured)) is { } packet) packets.Add(packet);
            }
            at += length;
        }
        return packets;
    }

    private static L2tpPacket? Parse(ReadOnlyMemory<byte> packet)
    {
        if (Ipv4Header.Read(packet.Span, out var ip) != Ipv4Fault.None) return null;
        var udp = packet[ip.HeaderOctets..];
        if (BinaryPrimitives.ReadUInt16BigEndian(udp.Span) != Port && BinaryPrimitives.ReadUInt16BigEndian(udp.Span[2..]) != Port) return null;
        var datagram = udp[UdpHeaderOctets..];
        L2tpHeader.Parse(datagram.Span, out var header).ShouldBe(HeaderParse.Parsed);
        var body = datagram.Slice(header.HeaderLength, header.PayloadLength);
        var (from, to) = (ip.Source.ToIPAddress(), ip.Destination.ToIPAddress());
        if (!header.IsControl) return new L2tpPacket(from, to, header, null, body);
        if (body.IsEmpty) return new L2tpPacket(from, to, header, null, default);
        var parsed = ControlMessageCodec.Parse(body, []).ShouldBeOfType<ControlMessageParse.Parsed>();
        return new L2tpPacket(from, to, header, parsed.Message, default);
    }
}
