using Protocols.Ppp;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Lcp;

/// <summary>What we ask for, and how we give way.</summary>
public class LcpRequestsTests
{
    private static PppSettings Settings(params AuthenticationMethod[] methods) => new() { AuthenticatePeerWith = [.. methods] };

    private static SentPacket Request(PppStep step) => step.SentOne(PppProtocol.Lcp, ControlCode.ConfigureRequest);

    /// <summary>Without the magic number, which is random.</summary>
    private static string Wishes(PppStep step) =>
        string.Join(' ', Request(step).OptionText.Split(' ').Where(option => !option.StartsWith("5=", StringComparison.Ordinal)));

    private static PppStep Correct(ScriptedPeer peer, byte code, string options) =>
        peer.Send(PppProtocol.Lcp, code, peer.LastSent(PppProtocol.Lcp, ControlCode.ConfigureRequest).Identifier, Hex.Octets(options));

    [Fact]
    public void Rfc1661_6_TheFirstRequestSaysAllThatWeWant()
    {
        var peer = new ScriptedPeer(Settings(AuthenticationMethod.ChapMd5));
        Wishes(peer.Last).ShouldBe("1=05AE 2=00000000 3=C22305 7= 8=");
        peer.Last.Single<PppOutput.StartTimer>().ShouldBe(new PppOutput.StartTimer(PppTimer.LcpRestart, TimeSpan.FromSeconds(3)));
        peer.Last.Single<PppOutput.SendFrame>().Frame.ToArray()[..4].ShouldBe(Hex.Octets("FF03C021"));
    }

    [Theory]
    // less MRU is taken (some peers nak 1500 to 1400), more is not, nonsense is not
    [InlineData("01040578", "1=0578 2=00000000 3=C22305 7= 8=")]
    [InlineData("010405DC", "1=05AE 2=00000000 3=C22305 7= 8=")]
    [InlineData("01040010", "1=05AE 2=00000000 3=C22305 7= 8=")]
    [InlineData("0103FF", "1=05AE 2=00000000 3=C22305 7= 8=")]
    // the maps are united (RFC 1662 §7.1)
    [InlineData("0206000A0000", "1=05AE 2=000A0000 3=C22305 7= 8=")]
    // the peer's method where it is in our list, else our next one
    [InlineData("0304C023", "1=05AE 2=00000000 3=C023 7= 8=")]
    [InlineData("0305C22381", "1=05AE 2=00000000 3=C22381 7= 8=")]
    [InlineData("0304C227", "1=05AE 2=00000000 3=C22381 7= 8=")]
    [InlineData("0702 0802", "1=05AE 2=00000000 3=C22305")]
    // options that we never asked for are not taken up (RFC 1661 §5.3 lets us ignore them)
    [InlineData("110405DC", "1=05AE 2=00000000 3=C22305 7= 8=")]
    public void Rfc1661_5_3_AfterANak(string nak, string next)
    {
        var peer = new ScriptedPeer(Settings(AuthenticationMethod.ChapMd5, AuthenticationMethod.MsChapV2, AuthenticationMethod.Pap));
        Wishes(Correct(peer, ControlCode.ConfigureNak, nak)).ShouldBe(next);
    }

    [Fact]
    public void Rfc1661_6_4_ANakOfTheMagicNumberGetsAnother()
    {
        var peer = new ScriptedPeer(Settings());
        var first = Request(peer.Last).Options.Single(option => option.Type == 5).Data.ToArray();
        var second = Request(Correct(peer, ControlCode.ConfigureNak, "0506AABBCCDD")).Options.Single(option => option.Type == 5).Data;
        second.ToArray().ShouldNotBe(first);
    }

    [Fact]
    public void Rfc1661_5_4_WhatIsRejectedIsNotAskedAgainAndFallsToItsDefault()
    {
        var peer = new ScriptedPeer(Settings());
        var asked = Request(peer.Last);
        var step = peer.Send(PppProtocol.Lcp, ControlCode.ConfigureReject, asked.Identifier, asked.Data);
        Request(step).Data.ShouldBeEmpty();
        peer.AckRequest(PppProtocol.Lcp);
        var opened = peer.Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 1).Single<PppOutput.LcpOpened>().Result;
        opened.ShouldBe(new LcpResult(1500, 1500, 0xFFFFFFFF, 0xFFFFFFFF, 0, 0, false, false, false, false, null, null));
    }

    [Fact]
    public void Rfc1661_6_TheResultSaysWhatEachSideGot()
    {
        var peer = new ScriptedPeer(Settings(AuthenticationMethod.Pap) with { OurName = "lns", AccmOffered = 0x00000011 });
        var magic = Convert.ToUInt32(Hex.Digits(Request(peer.Last).Options.Single(option => option.Type == 5).Data), 16);
        var opened = peer.OpenLcp("01040578 0206000A0000 0305C22381 0702").Single<PppOutput.LcpOpened>().Result;
        opened.ShouldBe(new LcpResult(
            1454, 1400, 0x11, 0x000A0000, magic, 0x11223344, true, true, true, false,
            AuthenticationMethod.Pap, AuthenticationMethod.MsChapV2));
    }

    [Fact]
    public void Rfc1661_3_5_APeerThatRefusesEveryMethodLosesTheLink()
    {
        var peer = new ScriptedPeer(Settings(AuthenticationMethod.ChapMd5, AuthenticationMethod.Pap));
        Correct(peer, ControlCode.ConfigureNak, "0304C227");
        var step = Correct(peer, ControlCode.ConfigureNak, "0304C227");
        Expect15(peer, step);
    }

    [Fact]
    public void Rfc1661_3_5_ARejectOfAuthenticationIsARejectOfAllMethods()
    {
        var peer = new ScriptedPeer(Settings(AuthenticationMethod.ChapMd5, AuthenticationMethod.Pap));
        Expect15(peer, Correct(peer, ControlCode.ConfigureReject, "0305C22305"));
    }

    private static void Expect15(ScriptedPeer peer, PppStep step)
    {
        var terminate = step.SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
        var closed = peer.Send(PppProtocol.Lcp, ControlCode.TerminateAck, terminate.Identifier).Single<PppOutput.Closed>();
        closed.Cause.Code.ShouldBe(PppDisconnectCode.AuthenticationProtocolUnacceptable);
        closed.Cause.Direction.ShouldBe(PppDisconnectDirection.AtPeer);
        peer.Link.Phase.ShouldBe(LinkPhase.Dead);
    }

    [Fact]
    public void Rfc1661_3_5_WhereNoneIsAllowedTheRefusalIsTaken()
    {
        var peer = new ScriptedPeer(Settings(AuthenticationMethod.ChapMd5) with { PeerMayRefuseAuthentication = true });
        Wishes(Correct(peer, ControlCode.ConfigureReject, "0305C22305")).ShouldBe("1=05AE 2=00000000 7= 8=");
        peer.OpenLcp().Single<PppOutput.LcpOpened>().Result.PeerAuthenticatesWith.ShouldBeNull();
        peer.Link.Phase.ShouldBe(LinkPhase.Network);
    }
}
