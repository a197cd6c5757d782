using Protocols.Ppp;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp;

public class FrameReaderTests
{
    [Theory]
    // RFC 1661 §2, §6.5, §6.6: both fields whole; without address and control; protocol of one octet; both compressed
    [InlineData("FF03 0021 45", 0x0021, "45")]
    [InlineData("0021 45", 0x0021, "45")]
    [InlineData("FF03 21 45", 0x0021, "45")]
    [InlineData("21 45", 0x0021, "45")]
    [InlineData("FF03 C021 01", 0xC021, "01")]
    [InlineData("C021 01", 0xC021, "01")]
    [InlineData("FF03 8021", 0x8021, "")]
    [InlineData("21", 0x0021, "")]
    // padding or a payload that looks like a header is information
    [InlineData("FF03 0021 FF03", 0x0021, "FF03")]
    public void Rfc1661_2_EveryFormIsRead(string frame, int protocol, string information)
    {
        FrameReader.TryReadProtocol(Hex.Octets(frame), out var read, out var rest).ShouldBeTrue();
        read.ShouldBe((ushort)protocol);
        rest.ToArray().ShouldBe(Hex.Octets(information));
    }

    [Theory]
    [InlineData("")]
    [InlineData("FF")]
    [InlineData("FF03")]
    [InlineData("FF03 C0")]
    [InlineData("FF03 C020")]
    [InlineData("00")]
    [InlineData("FF13 0021")]
    [InlineData("FF03 FF")]
    public void Rfc1661_2_NoProtocolIsNoFrame(string frame) =>
        FrameReader.TryReadProtocol(Hex.Octets(frame), out _, out _).ShouldBeFalse();

    [Fact]
    public void TheDataPathAllocatesNothing()
    {
        var frame = Hex.Octets("FF03 0021 4500");
        FrameReader.TryReadProtocol(frame, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            FrameReader.TryReadProtocol(frame, out _, out _);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Rfc1661_2_WhatIsWrittenIsReadBack()
    {
        foreach (ushort protocol in new[] { PppProtocol.Ip, PppProtocol.Lcp, PppProtocol.Ipcp, PppProtocol.Chap })
        {
            FrameReader.TryReadProtocol(FrameWriter.Write(protocol, [1, 2, 3]), out var read, out var rest).ShouldBeTrue();
            read.ShouldBe(protocol);
            rest.ToArray().ShouldBe([1, 2, 3]);
        }
    }
}
