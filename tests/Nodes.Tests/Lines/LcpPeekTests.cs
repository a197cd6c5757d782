using Lac.Node.Lines.Data;

namespace Nodes.Tests.Lines;

public sealed class LcpPeekTests
{
    // RFC 1662 §7.1, RFC 1661 §5.2: Configure-Ack, identifier 1, MRU 1454, ACCM 0x000A0000
    private const string Ack = "FF03C02102010010010405AE0206000A0000";

    [Fact]
    public void Rfc1662_7_1_TheMapOfAConfigureAckIsTaken()
    {
        LcpPeek.TryReadAckedMap(Convert.FromHexString(Ack), out var map).ShouldBeTrue();
        map.ShouldBe(0x000A0000u);
        LcpPeek.TryReadAckedMap(Convert.FromHexString(Ack[4..]), out map).ShouldBeTrue("address and control may be compressed");
        map.ShouldBe(0x000A0000u);
    }

    [Theory]
    [InlineData("FF03C0210101000A0206000A0000", "a Configure-Request agrees to nothing")]
    [InlineData("FF03C02102010008010405AE", "no map in it")]
    [InlineData("FF03802102010010010405AE0206000A0000", "IPCP")]
    [InlineData("FF03C021020100100100", "an option shorter than its header")]
    public void OtherFramesAreLeftAlone(string frame, string why) =>
        LcpPeek.TryReadAckedMap(Convert.FromHexString(frame), out _).ShouldBeFalse(why);

    [Fact]
    public void EveryTruncationIsHarmless()
    {
        var whole = Convert.FromHexString(Ack);
        for (var length = 0; length < whole.Length; length++)
            LcpPeek.TryReadAckedMap(whole.AsSpan(0, length), out _).ShouldBeFalse();
    }
}
