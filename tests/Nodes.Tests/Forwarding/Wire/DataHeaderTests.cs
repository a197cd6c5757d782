using Lns.Node.Forwarding.Wire;

namespace Nodes.Tests.Forwarding.Wire;

public class DataHeaderTests
{
    private static readonly byte[] Payload = [0xFF, 0x03, 0x00, 0x21, 0x45];

    /// <summary>RFC 2661 §3.1, by hand: tunnel 0x1234, session 0x5678, Ns 0x0009, Nr 0x0007, two octets of pad.</summary>
    public static TheoryData<string, string, bool> Variants => new()
    {
        { "none", "0002 1234 5678", false },
        { "L", "4002 000D 1234 5678", false },
        { "S", "0802 1234 5678 0009 0007", true },
        { "L S", "4802 0011 1234 5678 0009 0007", true },
        { "O", "0202 1234 5678 0002 AAAA", false },
        { "L O", "4202 0011 1234 5678 0002 AAAA", false },
        { "S O", "0A02 1234 5678 0009 0007 0002 AAAA", true },
        { "L S O", "4A02 0015 1234 5678 0009 0007 0002 AAAA", true },
        { "O of nothing", "0202 1234 5678 0000", false },
        { "P, and reserved bits that are ignored", "35F2 1234 5678", false },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Rfc2661_3_1_EveryFormIsRead(string what, string hex, bool isSequenced)
    {
        var datagram = Message(hex);
        DataHeader.Read(datagram, out var header).ShouldBe(DataHeaderFault.None, what);
        header.TunnelId.ShouldBe((ushort)0x1234);
        header.SessionId.ShouldBe((ushort)0x5678);
        header.Ns.ShouldBe(isSequenced ? (ushort)9 : null);
        datagram[header.PayloadAt..header.End].ShouldBe(Payload);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void EveryTruncationIsAFaultOrAShorterPayload(string what, string hex, bool isSequenced)
    {
        _ = isSequenced;
        var datagram = Message(hex);
        var headerOctets = datagram.Length - Payload.Length;
        var hasLength = (datagram[0] & 0x40) != 0;
        for (var length = 0; length < datagram.Length; length++)
        {
            var fault = DataHeader.Read(datagram.AsSpan(0, length), out var header);
            if (length < headerOctets || hasLength)
                fault.ShouldNotBe(DataHeaderFault.None, $"{what}, {length} octets");
            else
                header.End.ShouldBe(length);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void EveryCorruptionOfOneOctetGivesABoundedPayloadOrAFault(string what, string hex, bool isSequenced)
    {
        _ = isSequenced;
        for (var at = 0; at < Message(hex).Length; at++)
            for (var value = 0; value <= 0xFF; value++)
            {
                var datagram = Message(hex);
                datagram[at] = (byte)value;
                if (DataHeader.Read(datagram, out var header) != DataHeaderFault.None)
                    continue;
                header.PayloadAt.ShouldBeInRange(6, header.End, what);
                header.End.ShouldBeLessThanOrEqualTo(datagram.Length);
            }
    }

    [Fact]
    public void LengthMayLeaveOctetsBehindTheMessage()
    {
        byte[] datagram = [.. Message("4002 000D 1234 5678"), 0xEE, 0xEE];
        DataHeader.Read(datagram, out var header).ShouldBe(DataHeaderFault.None);
        datagram[header.PayloadAt..header.End].ShouldBe(Payload);
    }

    [Theory]
    [InlineData("4002 0007 1234 5678", DataHeaderFault.Length)]
    [InlineData("4002 000E 1234 5678", DataHeaderFault.Length)]
    [InlineData("0202 1234 5678 0006", DataHeaderFault.Length)]
    [InlineData("0202 1234 5678 FFFF", DataHeaderFault.Length)]
    [InlineData("0001 1234 5678", DataHeaderFault.Version)]
    [InlineData("0003 1234 5678", DataHeaderFault.Version)]
    public void LengthsAndVersionsThatCannotBeAreFaults(string hex, DataHeaderFault fault) =>
        DataHeader.Read(Message(hex), out _).ShouldBe(fault);

    [Fact]
    public void TheFirstBitTellsControlFromData()
    {
        DataHeader.IsControl([0xC8, 0x02]).ShouldBeTrue();
        DataHeader.IsControl([0x48, 0x02]).ShouldBeFalse();
        DataHeader.IsControl([]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, false, "000212345678")]
    [InlineData((ushort)9, false, "08021234567800090000")]
    [InlineData(null, true, "010212345678")]
    [InlineData((ushort)0xFFFF, true, "090212345678FFFF0000")]
    public void WritesTheShortForms(ushort? ns, bool priority, string hex)
    {
        var buffer = new byte[16];
        var octets = DataHeader.WriteBefore(buffer, 0x1234, 0x5678, ns, priority);
        Convert.ToHexString(buffer[^octets..]).ShouldBe(hex);
        octets.ShouldBeLessThanOrEqualTo(DataHeader.MaxWrittenOctets);
        DataHeader.Read(buffer.AsSpan(^octets..), out var header).ShouldBe(DataHeaderFault.None);
        header.Ns.ShouldBe(ns);
    }

    private static byte[] Message(string hex) => [.. Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), .. Payload];
}
