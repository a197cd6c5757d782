using Protocols.Ppp;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Lcp;

/// <summary>What we answer to the options of a peer's Configure-Request.</summary>
public class LcpAnswersTests
{
    private static PppSettings Settings => new() { OurName = "lns", OurPassword = "secret"u8.ToArray() };

    private static SentPacket AnswerTo(string options, PppSettings? settings = null) =>
        new ScriptedPeer(settings ?? Settings)
            .Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 0x11, Hex.Octets(options))
            .Sent().Single(packet => packet.Identifier == 0x11);

    [Theory]
    // MRU (RFC 1661 §6.1): any that carries an IPv4 datagram
    [InlineData("010405DC")]
    [InlineData("01040080")]
    [InlineData("0104FFFF")]
    // ACCM (RFC 1662 §7.1): any
    [InlineData("0206000A0000")]
    [InlineData("0206FFFFFFFF")]
    // Authentication-Protocol: PAP, CHAP-MD5, MS-CHAPv2
    [InlineData("0304C023")]
    [InlineData("0305C22305")]
    [InlineData("0305C22381")]
    // Magic, PFC, ACFC
    [InlineData("050612345678")]
    [InlineData("0702")]
    [InlineData("0802")]
    // pppd's whole request after it gave up EAP: asyncmap, CHAP, magic, pcomp, accomp
    [InlineData("020600000000 0305C22305 0506A1B2C3D4 0702 0802")]
    [InlineData("")]
    public void Rfc1661_5_2_Acknowledged(string options)
    {
        var answer = AnswerTo(options);
        answer.Code.ShouldBe(ControlCode.ConfigureAck);
        answer.Data.ShouldBe(Hex.Octets(options));
    }

    [Theory]
    // too small to carry anything; wrong lengths get the length they should have (RFC 1661 §6)
    [InlineData("01040040", "1=0080")]
    [InlineData("0103FF", "1=05DC")]
    [InlineData("0203FF", "2=00000000")]
    [InlineData("070300", "7=")]
    [InlineData("080400FF", "8=")]
    // EAP, MS-CHAP version 1, CHAP with SHA-1, a PAP with surplus data: what we would rather (RFC 1661 §6.2)
    [InlineData("0304C227", "3=C22305")]
    [InlineData("0305C22380", "3=C22305")]
    [InlineData("0305C22306", "3=C22305")]
    [InlineData("0305C02300", "3=C22305")]
    [InlineData("0302", "3=C22305")]
    // two corrections in one answer, and only these
    [InlineData("01040040 0206000A0000 0304C227", "1=0080 3=C22305")]
    public void Rfc1661_5_3_Corrected(string options, string suggestion)
    {
        var answer = AnswerTo(options);
        answer.Code.ShouldBe(ControlCode.ConfigureNak);
        answer.OptionText.ShouldBe(suggestion);
    }

    [Theory]
    // Quality, callback, MRRU, short sequence, endpoint discriminator, FCS alternatives, unknown
    [InlineData("0408C02500000BB8", "4=C02500000BB8")]
    [InlineData("0D0306", "13=06")]
    [InlineData("110405DC", "17=05DC")]
    [InlineData("1202", "18=")]
    [InlineData("1309030011223344 55", "19=03001122334455")]
    [InlineData("090306", "9=06")]
    [InlineData("FE0400FF", "254=00FF")]
    // a rejection keeps corrections out of the answer (RFC 1661 §5.4)
    [InlineData("0304C227 110405DC", "17=05DC")]
    // twice the same option
    [InlineData("010405DC 01040578", "1=0578")]
    public void Rfc1661_5_4_Rejected(string options, string refused)
    {
        var answer = AnswerTo(options);
        answer.Code.ShouldBe(ControlCode.ConfigureReject);
        answer.OptionText.ShouldBe(refused);
    }

    [Fact]
    public void Rfc1661_6_4_AMagicNumberOfZeroGetsABetterOne()
    {
        var answer = AnswerTo("050600000000");
        answer.Code.ShouldBe(ControlCode.ConfigureNak);
        var suggested = answer.Options.ShouldHaveSingleItem();
        suggested.Type.ShouldBe((byte)5);
        suggested.TryGetUInt32(out var magic).ShouldBeTrue();
        magic.ShouldNotBe(0u);
    }

    [Fact]
    public void Rfc1661_6_2_WithoutANameWeRefuseToBeAuthenticated()
    {
        var answer = AnswerTo("0305C22305", new PppSettings());
        answer.Code.ShouldBe(ControlCode.ConfigureReject);
        answer.OptionText.ShouldBe("3=C22305");
    }

    [Fact]
    public void Rfc1661_6_2_APeerThatWantsOnlyEapHearsOurWholeListAndThenNo()
    {
        var peer = new ScriptedPeer(Settings);
        var heard = new List<string>();
        for (byte identifier = 1; identifier <= 6; identifier++)
        {
            var answer = peer.Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, identifier, Hex.Octets("0304C227")).Sent().Single();
            heard.Add($"{answer.Code}:{answer.OptionText}");
        }
        heard.ShouldBe(["3:3=C22305", "3:3=C22381", "3:3=C023", "3:3=C023", "3:3=C023", "4:3=C227"]);
    }

    [Theory]
    // an option's length of 0 and 1; running past the end; a lone type
    [InlineData("0100")]
    [InlineData("0101")]
    [InlineData("010405")]
    [InlineData("010405DC 05")]
    public void Rfc1661_6_BrokenOptionsAreDiscarded(string options)
    {
        var step = new ScriptedPeer(Settings).Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 1, Hex.Octets(options));
        step.Sent().ShouldBeEmpty();
        step.Single<PppOutput.Malformed>().Protocol.ShouldBe(PppProtocol.Lcp);
    }

    [Fact]
    public void Rfc1661_5_PaddingAfterThePacketIsIgnored()
    {
        var step = new ScriptedPeer(Settings).SendRaw(Hex.Octets("FF03 C021 01 11 0008 010405DC 0000"));
        step.Sent().Single().Data.ShouldBe(Hex.Octets("010405DC"));
    }
}
