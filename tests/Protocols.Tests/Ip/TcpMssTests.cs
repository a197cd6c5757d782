using FsCheck;
using FsCheck.Fluent;
using Protocols.Ip;

namespace Protocols.Tests.Ip;

public class TcpMssTests
{
    [Fact]
    public void LowersTheMssOfACapturedSyn()
    {
        Segments.TcpVerifies(Captured.TcpSyn).ShouldBeTrue();
        var packet = Captured.TcpSyn.ToArray();
        Clamp(packet, 536).ShouldBeTrue();

        byte[] expected = [.. Captured.TcpSyn];
        (expected[42], expected[43]) = (0x02, 0x18);
        // 0x03C0 - 0x0218 = 0x01A8 less in the sum, so much more in its complement: 0x94B0 + 0x01A8
        (expected[36], expected[37]) = (0x96, 0x58);
        packet.ShouldBe(expected);
        Segments.TcpVerifies(packet).ShouldBeTrue();
    }

    [Theory]
    [InlineData(960)]
    [InlineData(1460)]
    public void LeavesASmallerMssAlone(int maxMss)
    {
        var packet = Captured.TcpSyn.ToArray();
        Clamp(packet, maxMss).ShouldBeFalse();
        packet.ShouldBe(Captured.TcpSyn);
    }

    [Fact]
    public void SynAckIsClampedToo()
    {
        var packet = Segments.Syn(2, 4, 0x05, 0xB4);
        packet[33] |= 0x10;
        Clamp(packet, 1414).ShouldBeTrue();
    }

    [Fact]
    public void OtherSegmentsAreLeftAlone()
    {
        var packet = Segments.Syn(2, 4, 0x05, 0xB4);
        packet[33] = 0x10;
        Clamp(packet, 536).ShouldBeFalse();
    }

    [Theory]
    [InlineData("no options", "")]
    [InlineData("end before it", "00020405B4")]
    [InlineData("length 0", "0300020405B4")]
    [InlineData("length beyond the header", "03FF020405B4")]
    [InlineData("MSS of length 3", "020305B4")]
    [InlineData("MSS cut off", "0101010204")]
    public void BrokenOptionsAreLeftAlone(string what, string options)
    {
        var packet = Segments.Syn(Convert.FromHexString(options));
        var before = packet.ToArray();
        Clamp(packet, 100).ShouldBeFalse(what);
        packet.ShouldBe(before);
    }

    [Fact]
    public void ChecksumStaysRightAtEvenAndOddOffsets() =>
        Prop.ForAll<ushort, ushort, byte>((mss, max, padding) =>
        {
            var options = Enumerable.Repeat((byte)1, padding % 8).Concat(new byte[] { 2, 4, (byte)(mss >> 8), (byte)mss }).ToArray();
            var packet = Segments.Syn(options);
            var at = 40 + padding % 8 + 2;
            var changed = Clamp(packet, max);
            return changed == mss > max && Segments.TcpVerifies(packet) && (packet[at] << 8 | packet[at + 1]) == Math.Min(mss, max);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void LaterFragmentsAreLeftAlone()
    {
        var packet = Segments.Syn(2, 4, 0x05, 0xB4);
        packet[7] = 1;
        packet[11]--;
        Clamp(packet, 536).ShouldBeFalse();
    }

    [Fact]
    public void EveryTruncationOfTheSegmentIsSurvived()
    {
        for (var tcpOctets = 0; tcpOctets < Captured.TcpSyn.Length - 20; tcpOctets++)
        {
            var packet = Captured.TcpSyn[..(20 + tcpOctets)];
            Ipv4Header.Write(packet, tcpOctets, IpProtocol.Tcp, new(0xC0000201), new(0x0A0A0101));
            // the data offset still says 40 octets
            Clamp(packet, 536).ShouldBeFalse($"{tcpOctets} octets");
        }
    }

    [Fact]
    public void EveryCorruptionOfTheSegmentIsSurvived()
    {
        for (var at = 20; at < Captured.TcpSyn.Length; at++)
            for (var value = 0; value <= 0xFF; value++)
            {
                var packet = Captured.TcpSyn.ToArray();
                packet[at] = (byte)value;
                var wasRight = Segments.TcpVerifies(packet);
                Clamp(packet, 536);
                Segments.TcpVerifies(packet).ShouldBe(wasRight, $"octet {at} = {value:x2}");
            }
    }

    private static bool Clamp(byte[] packet, int maxMss)
    {
        Ipv4Header.Read(packet, out var header).ShouldBe(Ipv4Fault.None);
        return TcpMss.Clamp(packet, header, maxMss);
    }
}
