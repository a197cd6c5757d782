using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Wire;

public class HeaderTests
{
    // Figure 3.1 of RFC 2661 filled in by hand: T L S Ver 2; length 12; tunnel 0x1234, session 0x5678, Ns 3, Nr 2.
    private static readonly byte[] Zlb = Octets.Of("C802 000C 1234 5678 0003 0002");

    [Fact]
    public void Rfc2661_3_1_ControlHeaderIsTwelveOctets()
    {
        L2tpHeader.Parse(Zlb, out var header).ShouldBe(HeaderParse.Parsed);
        header.ShouldBe(new L2tpHeader
        {
            IsControl = true, HasLength = true, HasSequence = true, Length = 12, TunnelId = 0x1234, SessionId = 0x5678, Ns = 3, Nr = 2,
            HeaderLength = 12,
        });
        header.PayloadLength.ShouldBe(0);

        var written = new byte[12];
        L2tpHeader.WriteControl(written, 0x1234, 0x5678, 3, 2, bodyLength: 0).ShouldBe(12);
        written.ShouldBe(Zlb);
    }

    [Theory]
    [InlineData("8802 1234 5678 0003 0002 0000")] // without L
    [InlineData("C002 000C 1234 5678 0000 0000")] // without S
    [InlineData("CA02 000E 1234 5678 0003 0002 0000")] // with O
    [InlineData("C802 000B 1234 5678 0003 0002")] // a length shorter than the header
    public void Rfc2661_3_1_ControlHeaderOfAnotherFormIsMalformed(string hex) =>
        L2tpHeader.Parse(Octets.Of(hex), out _).ShouldBe(HeaderParse.Malformed);

    [Fact]
    public void Rfc2661_3_1_ReservedAndPriorityBitsOfAControlHeaderAreIgnored() =>
        L2tpHeader.Parse(Octets.Of("FDF2 000C 1234 5678 0003 0002"), out _).ShouldBe(HeaderParse.Parsed);

    [Theory]
    [InlineData(1)] // L2F
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(15)]
    public void Rfc2661_8_1_OtherVersionsAreDiscarded(byte version)
    {
        var datagram = (byte[])Zlb.Clone();
        datagram[1] = version;
        L2tpHeader.Parse(datagram, out _).ShouldBe(HeaderParse.UnsupportedVersion);
    }

    /// <summary>Each form with the payload FF 03, by hand from figure 3.1.</summary>
    public static TheoryData<string, bool, bool, int?, int> DataForms => new()
    {
        // hex, L, S, offset, header length
        { "0002           1111 2222                          FF03", false, false, null, 6 },
        { "4002 000A      1111 2222                          FF03", true, false, null, 8 },
        { "0802           1111 2222 0007 0000                FF03", false, true, null, 10 },
        { "4802 000E      1111 2222 0007 0000                FF03", true, true, null, 12 },
        { "0202           1111 2222           0004 00000000  FF03", false, false, 4, 12 },
        { "4202 0010      1111 2222           0004 00000000  FF03", true, false, 4, 14 },
        { "0A02           1111 2222 0007 0000 0004 00000000  FF03", false, true, 4, 16 },
        { "4A02 0014      1111 2222 0007 0000 0004 00000000  FF03", true, true, 4, 18 },
        { "0202           1111 2222           0000           FF03", false, false, 0, 8 },
    };

    [Theory]
    [MemberData(nameof(DataForms))]
    public void Rfc2661_3_1_EveryFormOfDataHeaderIsReadAndWritten(string hex, bool hasLength, bool hasSequence, int? offset,
        int headerLength)
    {
        var datagram = Octets.Of(hex);
        L2tpHeader.Parse(datagram, out var header).ShouldBe(HeaderParse.Parsed);
        header.ShouldBe(new L2tpHeader
        {
            HasLength = hasLength, HasSequence = hasSequence, HasOffset = offset is not null, Length = datagram.Length, TunnelId = 0x1111,
            SessionId = 0x2222, Ns = (ushort)(hasSequence ? 7 : 0), HeaderLength = headerLength,
        });
        datagram[header.HeaderLength..(header.HeaderLength + header.PayloadLength)].ShouldBe([0xFF, 0x03]);

        var written = Enumerable.Repeat((byte)0xEE, headerLength).ToArray();
        L2tpHeader.WriteData(written, 0x1111, 0x2222, hasSequence ? (7, 0) : null, hasLength ? 2 : null, (ushort?)offset)
            .ShouldBe(headerLength);
        written.ShouldBe(datagram[..headerLength]);
    }

    [Fact]
    public void Rfc2661_3_1_PriorityBitIsReadAndWritten()
    {
        var written = new byte[6];
        L2tpHeader.WriteData(written, 1, 2, priority: true);
        written.ShouldBe(Octets.Of("0102 0001 0002"));
        L2tpHeader.Parse(written, out var header);
        header.Priority.ShouldBeTrue();
    }

    [Fact]
    public void Rfc2661_3_1_OctetsAfterTheStatedLengthAreNotPayload()
    {
        L2tpHeader.Parse(Octets.Of("4002 0009 1111 2222 AA BBCC"), out var header).ShouldBe(HeaderParse.Parsed);
        header.PayloadLength.ShouldBe(1);
    }

    [Theory]
    [InlineData("4202 000E 1111 2222 0005 00000000 00", HeaderParse.Malformed)] // the pad ends after the stated length
    [InlineData("4202 000E 1111 2222 FFFF 00000000", HeaderParse.Malformed)]
    [InlineData("0202 1111 2222 0005 00000000", HeaderParse.Truncated)] // the pad ends after the datagram
    [InlineData("4002 FFFF 1111 2222 FF03", HeaderParse.Truncated)]
    public void Rfc2661_3_1_LengthsThatContradictEachOther(string hex, HeaderParse expected) =>
        L2tpHeader.Parse(Octets.Of(hex), out _).ShouldBe(expected);

    [Theory]
    [MemberData(nameof(DataForms))]
    public void EveryTruncationAndCorruptionIsAnswered(string hex, bool hasLength, bool hasSequence, int? offset, int headerLength)
    {
        _ = hasSequence;
        _ = offset;
        var datagram = Octets.Of(hex);
        for (var length = 0; length < datagram.Length; length++)
        {
            // Without L a datagram that still has its whole header is only shorter.
            var expected = hasLength || length < headerLength ? HeaderParse.Truncated : HeaderParse.Parsed;
            L2tpHeader.Parse(datagram.AsSpan(0, length), out _).ShouldBe(expected, $"{length} octets");
        }

        foreach (var corrupted in Octets.SingleByteCorruptions(datagram))
        {
            if (L2tpHeader.Parse(corrupted, out var header) != HeaderParse.Parsed)
                continue;
            header.HeaderLength.ShouldBeInRange(6, header.Length);
            header.Length.ShouldBeLessThanOrEqualTo(corrupted.Length);
        }
    }

    [Fact]
    public void HeadersCostNoAllocation()
    {
        var datagram = new byte[18];
        RoundTrip(datagram);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            RoundTrip(datagram);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        static void RoundTrip(Span<byte> datagram)
        {
            L2tpHeader.WriteData(datagram, 1, 2, (3, 0), payloadLength: 0, offset: 4);
            L2tpHeader.Parse(datagram, out _);
        }
    }
}
