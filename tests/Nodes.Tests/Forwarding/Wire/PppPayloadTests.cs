using Lns.Node.Forwarding.Wire;

namespace Nodes.Tests.Forwarding.Wire;

public class PppPayloadTests
{
    [Theory]
    [InlineData("FF03002145", 0x0021, 4)]
    [InlineData("FF032145", 0x0021, 3)]
    [InlineData("002145", 0x0021, 2)]
    [InlineData("2145", 0x0021, 1)]
    [InlineData("FF03C02109", 0xC021, 4)]
    [InlineData("C02109", 0xC021, 2)]
    [InlineData("8021", 0x8021, 2)]
    public void Rfc1661_6_5_BothFormsOfTheProtocolField(string hex, int protocol, int informationAt)
    {
        PppPayload.TryRead(Convert.FromHexString(hex), out var read, out var at).ShouldBeTrue();
        ((int)read).ShouldBe(protocol);
        at.ShouldBe(informationAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("FF03")]
    [InlineData("FF0300")]
    [InlineData("00")]
    [InlineData("C0")]
    [InlineData("0022")]
    [InlineData("FF03C022")]
    public void FramesWithoutAProtocolAreRefused(string hex) =>
        PppPayload.TryRead(Convert.FromHexString(hex), out _, out _).ShouldBeFalse();

    /// <summary>Found by fuzzing: the control plane's reader refused such a frame, this one did not.</summary>
    [Theory]
    [InlineData("FF")]
    [InlineData("FF45")]
    [InlineData("FF03FF45")]
    public void Rfc1661_6_6_ThereIsNoProtocol00FF(string hex) => PppPayload.TryRead(Convert.FromHexString(hex), out _, out _).ShouldBeFalse();

    [Fact]
    public void WritesTheUncompressedHeader()
    {
        var buffer = new byte[6];
        PppPayload.WriteBefore(buffer, PppPayload.Lcp);
        Convert.ToHexString(buffer).ShouldBe("0000FF03C021");
    }
}
