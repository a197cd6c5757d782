using System.Buffers.Binary;
using Protocols.Ip;

namespace Nodes.Tests.Forwarding;

/// <summary>Packets and L2TP messages, put together by hand.</summary>
internal static class Packets
{
    public static byte[] Echo(Ipv4Address from, Ipv4Address to, ushort sequence, byte[] data, bool dontFragment = false)
    {
        var packet = new byte[IcmpEcho.Measure(data.Length)];
        IcmpEcho.WriteRequest(packet, from, to, 7, sequence, data, dontFragment);
        return packet;
    }

    /// <summary>A SYN with one option, MSS, and a right checksum.</summary>
    public static byte[] Syn(Ipv4Address from, Ipv4Address to, ushort mss)
    {
        var packet = new byte[44];
        byte[] option = [2, 4, (byte)(mss >> 8), (byte)mss];
        byte[] tcp = [0x9C, 0x40, 0x00, 0x50, 0, 0, 0, 1, 0, 0, 0, 0, 0x60, 0x02, 0xFF, 0xFF, 0, 0, 0, 0, .. option];
        tcp.CopyTo(packet.AsSpan(20));
        Ipv4Header.Write(packet, tcp.Length, IpProtocol.Tcp, from, to);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(36), TcpChecksum(packet));
        return packet;
    }

    public static ushort Mss(byte[] synPacket) => BinaryPrimitives.ReadUInt16BigEndian(synPacket.AsSpan(42));

    /// <summary>0 when the segment's checksum is right.</summary>
    public static ushort TcpChecksum(ReadOnlySpan<byte> packet)
    {
        var sum = InternetChecksum.Add((ulong)(IpProtocol.Tcp + packet.Length - 20), packet[12..20]);
        return InternetChecksum.Finish(InternetChecksum.Add(sum, packet[20..]));
    }

    /// <summary>An L2TP data message to the forwarder's session, without optional fields, around an uncompressed IP frame.</summary>
    public static byte[] Data(byte[] packet) => Frame([0xFF, 0x03, 0x00, 0x21, .. packet]);

    public static byte[] Frame(byte[] frame, ushort tunnel = ForwarderRig.LocalTunnel, ushort session = ForwarderRig.LocalSession) =>
        [0x00, 0x02, (byte)(tunnel >> 8), (byte)tunnel, (byte)(session >> 8), (byte)session, .. frame];

    /// <summary>The packet as it has to arrive after one hop.</summary>
    public static byte[] OneHopLater(byte[] packet)
    {
        var later = packet.ToArray();
        Ipv4Header.DecrementTimeToLive(later);
        return later;
    }
}
