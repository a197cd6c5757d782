using Protocols.Ip;

namespace Protocols.Tests.Ip;

public class Ipv4HeaderTests
{
    [Fact]
    public void ReadsACapturedPacket()
    {
        Ipv4Header.Read(Captured.EchoRequest, out var header).ShouldBe(Ipv4Fault.None);
        header.HeaderOctets.ShouldBe(20);
        header.TotalOctets.ShouldBe(44);
        header.PayloadOctets.ShouldBe(24);
        header.TimeToLive.ShouldBe((byte)64);
        header.Protocol.ShouldBe(IpProtocol.Icmp);
        header.Source.ToString().ShouldBe("192.0.2.1");
        header.Destination.ToString().ShouldBe("10.10.1.1");
        header.DontFragment.ShouldBeTrue();
        header.MoreFragments.ShouldBeFalse();
        header.FragmentOffsetOctets.ShouldBe(0);
    }

    [Fact]
    public void ReadsFragmentFields()
    {
        var packet = Captured.EchoReply.ToArray();
        (packet[6], packet[7]) = (0x20, 0xB9);
        (packet[10], packet[11]) = (0x60, 0x4F);
        Ipv4Header.Read(packet, out var header).ShouldBe(Ipv4Fault.None);
        header.MoreFragments.ShouldBeTrue();
        header.DontFragment.ShouldBeFalse();
        header.FragmentOffsetOctets.ShouldBe(0xB9 * 8);
    }

    /// <summary>Found by fuzzing: cut again, such a fragment's offset ran into its flags.</summary>
    [Theory]
    [InlineData(8184, 63, Ipv4Fault.None)] // 65 472 + 63
    [InlineData(8184, 64, Ipv4Fault.TotalLength)]
    [InlineData(8191, 28, Ipv4Fault.TotalLength)]
    public void Rfc791_3_1_AFragmentEndsWithinTheLongestPacket(int offsetUnits, int totalOctets, Ipv4Fault fault)
    {
        var packet = new byte[64];
        Ipv4Header.Write(packet, totalOctets - Ipv4Header.MinOctets, IpProtocol.Udp, default, default);
        (packet[6], packet[7]) = ((byte)(offsetUnits >> 8), (byte)offsetUnits);
        (packet[10], packet[11]) = (0, 0);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), InternetChecksum.Of(packet.AsSpan(0, Ipv4Header.MinOctets)));
        Ipv4Header.Read(packet, out _).ShouldBe(fault);
    }

    [Fact]
    public void EveryTruncationIsAFault()
    {
        for (var length = 0; length < Captured.EchoRequest.Length; length++)
            Ipv4Header.Read(Captured.EchoRequest.AsSpan(0, length), out _)
                .ShouldBe(length < 20 ? Ipv4Fault.Truncated : Ipv4Fault.TotalLength, $"{length} octets");
    }

    [Fact]
    public void EveryCorruptionOfOneHeaderOctetIsAFault()
    {
        for (var at = 0; at < Ipv4Header.MinOctets; at++)
            for (var flip = 1; flip <= 0xFF; flip++)
            {
                var packet = Captured.EchoRequest.ToArray();
                packet[at] ^= (byte)flip;
                Ipv4Header.Read(packet, out _).ShouldNotBe(Ipv4Fault.None, $"octet {at} ^ {flip:x2}");
            }
    }

    [Theory]
    [InlineData(0x65, Ipv4Fault.NotVersion4)]
    [InlineData(0x44, Ipv4Fault.HeaderLength)]
    [InlineData(0x4F, Ipv4Fault.HeaderLength)]
    public void FirstOctetIsChecked(byte first, Ipv4Fault fault)
    {
        var packet = Captured.EchoRequest.ToArray();
        packet[0] = first;
        Ipv4Header.Read(packet, out _).ShouldBe(fault);
    }

    [Fact]
    public void TotalLengthUnderTheHeaderIsAFault()
    {
        var packet = Captured.EchoRequest.ToArray();
        packet[3] = 19;
        Ipv4Header.Read(packet, out _).ShouldBe(Ipv4Fault.TotalLength);
    }

    [Fact]
    public void OctetsBehindThePacketAreNoPartOfIt()
    {
        byte[] padded = [.. Captured.EchoRequest, 0, 0, 0];
        Ipv4Header.Read(padded, out var header).ShouldBe(Ipv4Fault.None);
        header.TotalOctets.ShouldBe(Captured.EchoRequest.Length);
    }

    [Fact]
    public void WritesWhatTheKernelWrote()
    {
        var packet = Captured.EchoRequest.ToArray();
        packet.AsSpan(0, 20).Clear();
        Ipv4Header.Write(
            packet, 24, IpProtocol.Icmp, Ipv4Address.Parse("192.0.2.1"), Ipv4Address.Parse("10.10.1.1"), 0x09A4, dontFragment: true);
        packet.ShouldBe(Captured.EchoRequest);
    }

    [Fact]
    public void DecrementKeepsTheChecksumRightForEveryTimeToLive()
    {
        for (var timeToLive = 255; timeToLive > 1; timeToLive--)
        {
            var packet = new byte[20];
            Ipv4Header.Write(packet, 0, 0x80, new(0x01020304), new(0xFFFEFDFC), timeToLive: (byte)timeToLive);
            Ipv4Header.DecrementTimeToLive(packet);
            Ipv4Header.Read(packet, out var header).ShouldBe(Ipv4Fault.None);
            header.TimeToLive.ShouldBe((byte)(timeToLive - 1));
        }
    }

    [Fact]
    public void DecrementOfTheCapturedPacketIsTheHandComputedOne()
    {
        // 0x6421 + 0x0100: one hop less adds 256 to the complement
        var packet = Captured.EchoRequest.ToArray();
        Ipv4Header.DecrementTimeToLive(packet);
        packet[8].ShouldBe((byte)63);
        packet[10..12].ShouldBe([0x65, 0x21]);
    }
}
