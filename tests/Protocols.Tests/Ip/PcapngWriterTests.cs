using System.Buffers.Binary;
using System.Net;
using Protocols.Ip;

namespace Protocols.Tests.Ip;

public class PcapngWriterTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(678);
    private static readonly IPEndPoint From = IPEndPoint.Parse("192.0.2.1:1701");
    private static readonly IPEndPoint To = IPEndPoint.Parse("192.0.2.254:1701");

    [Fact]
    public void FirstPacketBringsSectionAndInterface()
    {
        var blocks = Blocks(writer => writer.WriteIp(At, [0x45]));
        blocks.Select(b => b.Type).ShouldBe([0x0A0D0D0Au, 1u, 6u]);
        // byte-order magic, version 1.0, section length unknown
        blocks[0].Body.ShouldBe(Convert.FromHexString("4D3C2B1A01000000FFFFFFFFFFFFFFFF"));
        // link type 101 (raw IP), no snap length, if_name "l2tp", end of options
        blocks[1].Body.ShouldBe(Convert.FromHexString("65000000000000000200040" + "06C32747000000000"));
    }

    [Fact]
    public void PacketBlockHoldsTimeLengthAndPadding()
    {
        var body = Blocks(writer => writer.WriteIp(At, [0x45, 1, 2, 3, 4]))[2].Body;
        var high = (ulong)BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(4));
        var time = high << 32 | BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(8));
        DateTimeOffset.UnixEpoch.AddMicroseconds(time).ShouldBe(At);
        BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(12)).ShouldBe(5u);
        body[20..].ShouldBe([0x45, 1, 2, 3, 4, 0, 0, 0]);
    }

    [Fact]
    public void DatagramsAreDressedInUdp()
    {
        var body = Blocks(writer => writer.WriteUdp(At, From, To, "hello"u8))[2].Body;
        body[40..53].ShouldBe(Captured.UdpOverIpv4[20..]);
    }

    [Fact]
    public void NothingIsWrittenBeyondTheLimit()
    {
        using var output = new MemoryStream();
        var writer = new PcapngWriter(output, "l2tp", maxOctets: 300);
        for (var n = 0; n < 10; n++)
            writer.WriteIp(At, new byte[100]);
        output.Length.ShouldBeLessThanOrEqualTo(300);
        writer.Omitted.ShouldBe(9);
        Split(output.ToArray()).Count.ShouldBe(3);
    }

    [Fact]
    public void DatagramTooLongForUdpIsOmitted()
    {
        using var output = new MemoryStream();
        var writer = new PcapngWriter(output, "l2tp");
        writer.WriteUdp(At, From, To, new byte[UdpPacket.MaxPayloadOctets + 1]);
        writer.Omitted.ShouldBe(1);
        writer.WriteUdp(At, From, To, new byte[UdpPacket.MaxPayloadOctets]);
        writer.Omitted.ShouldBe(1);
    }

    private static List<(uint Type, byte[] Body)> Blocks(Action<PcapngWriter> write)
    {
        using var output = new MemoryStream();
        write(new PcapngWriter(output, "l2tp"));
        return Split(output.ToArray());
    }

    private static List<(uint Type, byte[] Body)> Split(byte[] file)
    {
        var blocks = new List<(uint, byte[])>();
        for (var at = 0; at < file.Length;)
        {
            var total = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            (total % 4).ShouldBe(0);
            BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + total - 4)).ShouldBe(total);
            blocks.Add((BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)), file[(at + 8)..(at + total - 4)]));
            at += total;
        }
        return blocks;
    }
}
