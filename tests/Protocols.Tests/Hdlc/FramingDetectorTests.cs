using System.Text;
using Protocols.Hdlc;

namespace Protocols.Tests.Hdlc;

public class FramingDetectorTests
{
    [Fact]
    public void TheBeginningOfLcpIsEnoughAndNothingLessIs()
    {
        var start = Frames.Octets("7E FF 7D 23 C0 21");
        for (var length = 0; length < start.Length; length++)
            new FramingDetector().Feed(start.AsSpan(0, length)).ShouldBeFalse($"{length} octets");
        new FramingDetector().Feed(start).ShouldBeTrue();
    }

    [Fact]
    public void EveryCutIsDetectedAtTheSameOctet()
    {
        byte[] line = [.. "login: \x7e\x7e"u8, .. Frames.Octets("FF 7D 23 C0 21 7D 21")];
        for (var cut = 0; cut <= line.Length; cut++)
        {
            var detector = new FramingDetector();
            detector.Feed(line.AsSpan(0, cut)).ShouldBe(cut >= line.Length - 2);
            detector.Feed(line.AsSpan(cut)).ShouldBeTrue();
            detector.IsDetected.ShouldBeTrue();
        }
    }

    [Fact]
    public void AnyGoodFrameWillDo() => new FramingDetector().Feed(HdlcFramerTests.OnLine([0x00, 0x21, 0x45, 0x00], 0xFFFFFFFF)).ShouldBeTrue();

    [Theory]
    [InlineData("\r\nWelcome to the ~~ host\r\nlogin: ")]
    [InlineData("~AAAA~BBBBBB~")]
    [InlineData("")]
    public void ABannerIsNoFraming(string banner) => new FramingDetector().Feed(Encoding.ASCII.GetBytes(banner)).ShouldBeFalse();
}
