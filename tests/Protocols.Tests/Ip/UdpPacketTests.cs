using System.Net;
using Protocols.Ip;

namespace Protocols.Tests.Ip;

public class UdpPacketTests
{
    [Fact]
    public void Ipv4AsTheKernelSentIt()
    {
        var packet = Write("192.0.2.1:1701", "192.0.2.254:1701", "hello"u8);
        packet[20..].ShouldBe(Captured.UdpOverIpv4[20..]);
        packet[12..20].ShouldBe(Captured.UdpOverIpv4[12..20]);
        Ipv4Header.Read(packet, out var header).ShouldBe(Ipv4Fault.None);
        header.TotalOctets.ShouldBe(packet.Length);
    }

    [Fact]
    public void Ipv6AsTheKernelSentIt()
    {
        var packet = Write("[2001:db8::2]:1701", "[2001:db8::1]:1812", "hello"u8);
        // but for the flow label, which the kernel chose
        packet[4..].ShouldBe(Captured.UdpOverIpv6[4..]);
        packet[0].ShouldBe((byte)0x60);
    }

    [Fact]
    public void Rfc768_SumOfZeroIsWrittenAsOnes()
    {
        // search a payload that sums to zero: two octets can make any sum
        for (var word = 0; word <= ushort.MaxValue; word++)
        {
            var packet = Write("192.0.2.1:1", "192.0.2.2:2", [(byte)(word >> 8), (byte)word]);
            (packet[26] << 8 | packet[27]).ShouldNotBe(0);
            if (packet[26] == 0xFF && packet[27] == 0xFF)
                return;
        }
        Assert.Fail("no payload gave the sum that is the point of this test");
    }

    [Fact]
    public void LongestPayloadFits()
    {
        var packet = Write("192.0.2.1:1", "192.0.2.2:2", new byte[UdpPacket.MaxPayloadOctets]);
        packet.Length.ShouldBe(ushort.MaxValue);
    }

    private static byte[] Write(string from, string to, ReadOnlySpan<byte> payload)
    {
        var packet = new byte[UdpPacket.Measure(payload.Length)];
        return packet[..UdpPacket.Write(packet, IPEndPoint.Parse(from), IPEndPoint.Parse(to), payload)];
    }
}
