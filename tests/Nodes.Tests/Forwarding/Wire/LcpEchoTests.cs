using Lns.Node.Forwarding.Wire;

namespace Nodes.Tests.Forwarding.Wire;

public class LcpEchoTests
{
    private const uint LocalMagic = 0xCAFEF00D;

    // RFC 1661 §5.8 by hand: Echo-Request, identifier 5, 10 octets, magic 11223344, data "hi"
    private static readonly byte[] Request = Convert.FromHexString("0905000A112233446869");

    [Fact]
    public void RequestIsRecognisedAndAnswered()
    {
        LcpEcho.IsRequest(Request, LocalMagic, out var octets).ShouldBeTrue();
        octets.ShouldBe(10);
        var reply = new byte[octets];
        LcpEcho.WriteReply(Request, reply, LocalMagic);
        Convert.ToHexString(reply).ShouldBe("0A05000ACAFEF00D6869");
    }

    [Fact]
    public void PaddingIsNoPartOfIt()
    {
        LcpEcho.IsRequest([.. Request, 0, 0], LocalMagic, out var octets).ShouldBeTrue();
        octets.ShouldBe(10);
    }

    [Fact]
    public void EveryTruncationIsLeftToTheEntity()
    {
        for (var length = 0; length < Request.Length; length++)
            LcpEcho.IsRequest(Request.AsSpan(0, length), LocalMagic, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0A05000A112233446869", "a reply")]
    [InlineData("09050007112233446869", "a length that ends before the magic number")]
    [InlineData("0905000ACAFEF00D6869", "our own echo, looped back")]
    public void OtherPacketsAreLeftToTheEntity(string hex, string what) =>
        LcpEcho.IsRequest(Convert.FromHexString(hex), LocalMagic, out _).ShouldBeFalse(what);

    [Fact]
    public void Rfc1661_6_4_WithoutMagicNumbersBothAreZero() =>
        LcpEcho.IsRequest(Convert.FromHexString("0905000800000000"), 0, out _).ShouldBeTrue();
}
