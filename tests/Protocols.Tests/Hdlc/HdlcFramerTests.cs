using FsCheck;
using FsCheck.Fluent;
using Protocols.Hdlc;

namespace Protocols.Tests.Hdlc;

public class HdlcFramerTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(HdlcOctets.AllMapped)]
    public void Rfc1661_5_LcpIsFramedAsIfAllWereMapped(uint accm) =>
        OnLine(Frames.Octets(Frames.RequestFrame), accm).ShouldBe(Frames.Octets(Frames.RequestOnLine));

    [Fact]
    public void Rfc1661_5_LcpWithoutAddressAndControlToo() => OnLine([0xC0, 0x21, 0x09], 0).ShouldContain((byte)(0x09 ^ 0x20));

    [Fact]
    public void Rfc1662_4_2_FlagAndEscapeAreAlwaysEscapedAndControlsAsMapped() =>
        OnLine(Frames.Octets(Frames.DataFrame), Frames.XonXoff).ShouldBe(Frames.Octets(Frames.DataOnLine));

    [Fact]
    public void WorstCaseIsReachedByFlagsAndNeverPassed()
    {
        byte[] flags = [0x7E, 0x7E, 0x7E];
        // the check sequence of three flags holds neither flag nor control character
        OnLine(flags, HdlcOctets.AllMapped).Length.ShouldBe(HdlcFramer.WorstCaseSize(3) - 2);
        Prop.ForAll<byte[], uint>((frame, accm) => OnLine(frame, accm).Length <= HdlcFramer.WorstCaseSize(frame.Length))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void NothingBetweenTheFlagsIsAFlagOrMapped() =>
        Prop.ForAll<byte[], uint>((frame, accm) => OnLine(frame, accm)[1..^1]
            .All(octet => octet != HdlcOctets.Flag && !HdlcOctets.IsMapped(octet, accm))).QuickCheckThrowOnFailure();

    [Fact]
    public void TooSmallADestinationIsOurOwnBug() =>
        Should.Throw<ArgumentException>(() => HdlcFramer.Write([1, 2], 0, new byte[HdlcFramer.WorstCaseSize(2) - 1]));

    internal static byte[] OnLine(ReadOnlySpan<byte> frame, uint accm)
    {
        var destination = new byte[HdlcFramer.WorstCaseSize(frame.Length)];
        return destination[..HdlcFramer.Write(frame, accm, destination)];
    }
}
