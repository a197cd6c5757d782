using System.Text;
using Protocols.Ppp;
using Protocols.Ppp.Authentication;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Authentication;

public class ChapTests
{
    private static readonly byte[] Password = Encoding.UTF8.GetBytes("secret");

    private static ScriptedPeer WeAuthenticate(AuthenticationMethod method)
    {
        var peer = new ScriptedPeer(new PppSettings() { AuthenticatePeerWith = [method], ChallengeName = "lns" });
        peer.OpenLcp();
        return peer;
    }

    private static ScriptedPeer WeAreAuthenticated(AuthenticationMethod method)
    {
        var peer = new ScriptedPeer(new PppSettings() { OurName = "lns", OurPassword = Password });
        peer.OpenLcp(method == AuthenticationMethod.ChapMd5 ? "0305C22305" : "0305C22381");
        return peer;
    }

    private static PppStep Respond(ScriptedPeer peer, byte identifier, ReadOnlySpan<byte> challenge, string name = "site") => peer.Send(
        PppProtocol.Chap, ChapCode.Response, identifier,
        ValuePair.WriteChap(ChapMd5.Response(identifier, Password, challenge), Encoding.UTF8.GetBytes(name)));

    private static SentPacket ChallengeOf(ScriptedPeer peer) => peer.LastSent(PppProtocol.Chap, ChapCode.Challenge);

    private static byte[] Value(SentPacket packet)
    {
        ValuePair.TryReadChap(packet.Data, out var value, out _).ShouldBeTrue();
        return value.ToArray();
    }

    private static PppDisconnectCause Cause(ScriptedPeer peer)
    {
        var terminate = peer.Last.SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
        return peer.Send(PppProtocol.Lcp, ControlCode.TerminateAck, terminate.Identifier).Single<PppOutput.Closed>().Cause;
    }

    [Fact]
    public void Rfc1994_4_1_WeChallengeByNameAndRepeatTheSamePacket()
    {
        var peer = WeAuthenticate(AuthenticationMethod.ChapMd5);
        var first = ChallengeOf(peer);
        first.Data.Length.ShouldBe(1 + 16 + 3);
        first.Data[^3..].ShouldBe("lns"u8.ToArray());
        var second = peer.Fire(PppTimer.AuthenticatorRestart).SentOne(PppProtocol.Chap, ChapCode.Challenge);
        (second.Identifier, Hex.Digits(second.Data)).ShouldBe((first.Identifier, Hex.Digits(first.Data)));
    }

    [Fact]
    public void Rfc1994_4_1_TheProofGoesOutsideWhole()
    {
        var peer = WeAuthenticate(AuthenticationMethod.ChapMd5);
        var challenge = ChallengeOf(peer);
        var check = Respond(peer, challenge.Identifier, Value(challenge)).Single<PppOutput.CheckPeer>();
        var proof = check.Proof.ShouldBeOfType<PeerProof.ChapMd5>();
        (proof.Name, proof.Identifier).ShouldBe(("site", challenge.Identifier));
        proof.Challenge.ToArray().ShouldBe(Value(challenge));
        LocalCheck.Proves(proof, Password).ShouldBeTrue();
        LocalCheck.Proves(proof, "Secret"u8).ShouldBeFalse();
    }

    [Fact]
    public void Rfc1994_4_2_ALostSuccessIsSentAgainAndNobodyAskedTwice()
    {
        var peer = WeAuthenticate(AuthenticationMethod.ChapMd5);
        var challenge = ChallengeOf(peer);
        Respond(peer, challenge.Identifier, Value(challenge));
        Respond(peer, challenge.Identifier, Value(challenge)).Outputs.ShouldBeEmpty();
        peer.Answer(AuthenticationAnswer.Accept("hello")).SentOne(PppProtocol.Chap, ChapCode.Success).Data.ShouldBe("hello"u8.ToArray());
        var again = Respond(peer, challenge.Identifier, Value(challenge));
        again.Outputs.ShouldHaveSingleItem();
        again.SentOne(PppProtocol.Chap, ChapCode.Success).Identifier.ShouldBe(challenge.Identifier);
        Respond(peer, (byte)(challenge.Identifier + 1), Value(challenge)).Outputs.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1994_4_2_ARejectedPeerIsToldAndTheLinkCloses()
    {
        var peer = WeAuthenticate(AuthenticationMethod.ChapMd5);
        Respond(peer, ChallengeOf(peer).Identifier, [1]);
        var step = peer.Answer(AuthenticationAnswer.Reject("wrong"));
        step.SentOne(PppProtocol.Chap, ChapCode.Failure).Data.ShouldBe("wrong"u8.ToArray());
        var cause = Cause(peer);
        (cause.Code, cause.ControlProtocol, cause.Direction)
            .ShouldBe((PppDisconnectCode.AuthenticationFailed, PppProtocol.Chap, PppDisconnectDirection.AtPeer));
    }

    [Fact]
    public void Rfc3145_13_TenChallengesWithoutAResponseAreEnough()
    {
        var peer = WeAuthenticate(AuthenticationMethod.ChapMd5);
        for (var i = 0; i < 10; i++)
            peer.Fire(PppTimer.AuthenticatorRestart);
        peer.All.OfType<PppOutput.SendFrame>().Select(SentPacket.From).Count(packet => packet.Protocol == PppProtocol.Chap).ShouldBe(10);
        Cause(peer).Code.ShouldBe(PppDisconnectCode.AuthenticationTimeout);
    }

    [Theory]
    // value of 15 octets; size past the end; none
    [InlineData("0F 000000000000000000000000000000 61")]
    [InlineData("40 0000")]
    [InlineData("00 61")]
    [InlineData("")]
    public void Rfc1994_4_1_ABrokenResponseIsDiscarded(string data)
    {
        var peer = WeAuthenticate(AuthenticationMethod.ChapMd5);
        var step = peer.Send(PppProtocol.Chap, ChapCode.Response, ChallengeOf(peer).Identifier, Hex.Octets(data));
        step.Outputs.ShouldHaveSingleItem().ShouldBeOfType<PppOutput.Malformed>();
    }

    [Fact]
    public void Rfc1994_4_1_WeAnswerAChallenge()
    {
        var peer = WeAreAuthenticated(AuthenticationMethod.ChapMd5);
        peer.Last.Outputs.ShouldContain(new PppOutput.StartTimer(PppTimer.AuthenticateeTimeout, TimeSpan.FromSeconds(30)));
        var step = peer.Send(PppProtocol.Chap, ChapCode.Challenge, 0x2A, Hex.Octets("04 01020304 73697465"));
        // MD5 of 2A "secret" 01020304, as in HashTests; our name behind it
        var response = step.SentOne(PppProtocol.Chap, ChapCode.Response);
        (response.Identifier, Hex.Digits(response.Data)).ShouldBe(((byte)0x2A, "10F06A31BDD6AE6162F265543C5FC9FE376C6E73"));
        step.Outputs.ShouldContain(new PppOutput.StartTimer(PppTimer.AuthenticateeTimeout, TimeSpan.FromSeconds(3)));

        // nobody says anything: again, the same
        var repeated = peer.Fire(PppTimer.AuthenticateeTimeout).SentOne(PppProtocol.Chap, ChapCode.Response);
        Hex.Digits(repeated.Data).ShouldBe(Hex.Digits(response.Data));
        peer.Send(PppProtocol.Chap, ChapCode.Success, 0x29).Outputs.ShouldBeEmpty();
        peer.Send(PppProtocol.Chap, ChapCode.Success, 0x2A).Has<PppOutput.WeAreAuthenticated>().ShouldBeTrue();
        peer.Link.Phase.ShouldBe(LinkPhase.Network);
        // a repeated Success changes nothing
        peer.Send(PppProtocol.Chap, ChapCode.Success, 0x2A).Outputs.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1994_2_AChallengeLaterInTheCallIsAnswered()
    {
        var peer = WeAreAuthenticated(AuthenticationMethod.ChapMd5);
        peer.Send(PppProtocol.Chap, ChapCode.Challenge, 1, Hex.Octets("04 01020304"));
        peer.Send(PppProtocol.Chap, ChapCode.Success, 1);
        var step = peer.Send(PppProtocol.Chap, ChapCode.Challenge, 2, Hex.Octets("04 05060708"));
        step.SentOne(PppProtocol.Chap, ChapCode.Response).Identifier.ShouldBe((byte)2);
        peer.Link.Phase.ShouldBe(LinkPhase.Network);
        peer.Send(PppProtocol.Chap, ChapCode.Failure, 2, "no more"u8).Single<PppOutput.AuthenticationFailed>()
            .ShouldBe(new(AuthenticationSide.ByPeer, "no more"));
    }

    [Fact]
    public void Rfc1994_4_2_AFailureEndsTheLink()
    {
        var peer = WeAreAuthenticated(AuthenticationMethod.ChapMd5);
        peer.Send(PppProtocol.Chap, ChapCode.Failure, 1, "early"u8).Outputs.ShouldBeEmpty();
        peer.Send(PppProtocol.Chap, ChapCode.Challenge, 1, Hex.Octets("04 01020304"));
        peer.Send(PppProtocol.Chap, ChapCode.Failure, 1, "bad\u0007secret"u8).Single<PppOutput.AuthenticationFailed>()
            .ShouldBe(new(AuthenticationSide.ByPeer, "bad?secret"));
        var cause = Cause(peer);
        (cause.Code, cause.Direction).ShouldBe((PppDisconnectCode.AuthenticationFailed, PppDisconnectDirection.AtLocal));
    }

    [Fact]
    public void OurOwnChallengeHandedBackIsNotAnswered()
    {
        var peer = new ScriptedPeer(new PppSettings()
        {
            OurName = "lns",
            OurPassword = Password,
            AuthenticatePeerWith = [AuthenticationMethod.ChapMd5],
        });
        peer.OpenLcp("0305C22305");
        var challenge = ChallengeOf(peer);
        peer.Send(PppProtocol.Chap, ChapCode.Challenge, challenge.Identifier, challenge.Data).Sent().ShouldBeEmpty();
        peer.Send(PppProtocol.Chap, ChapCode.Challenge, challenge.Identifier, Hex.Octets("04 01020304")).Sent().ShouldNotBeEmpty();
    }

    [Fact]
    public void Rfc2759_4_MsChapV2BothProofs()
    {
        var peer = WeAuthenticate(AuthenticationMethod.MsChapV2);
        var challenge = ChallengeOf(peer);
        byte[] peerChallenge = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        var ntResponse = MsChapV2.NtResponse(Value(challenge), peerChallenge, "site"u8, Password);
        byte[] value = [.. peerChallenge, .. new byte[8], .. ntResponse, 0];
        var check = peer.Send(PppProtocol.Chap, ChapCode.Response, challenge.Identifier, ValuePair.WriteChap(value, "site"u8))
            .Single<PppOutput.CheckPeer>();
        var answer = LocalCheck.Answer(check.Proof, Password);
        answer.Accepted.ShouldBeTrue();
        var success = peer.Answer(answer with { Message = "welcome" }).SentOne(PppProtocol.Chap, ChapCode.Success);
        Encoding.UTF8.GetString(success.Data).ShouldBe(
            MsChapV2.AuthenticatorResponse(Password, ntResponse, peerChallenge, Value(challenge), "site"u8) + " M=welcome");
    }

    [Fact]
    public void Rfc2759_6_AFailureSaysE691AndAllowsNoRetry()
    {
        var peer = WeAuthenticate(AuthenticationMethod.MsChapV2);
        peer.Send(PppProtocol.Chap, ChapCode.Response, ChallengeOf(peer).Identifier, ValuePair.WriteChap(new byte[49], "site"u8));
        var failure = peer.Answer(AuthenticationAnswer.Reject("wrong")).SentOne(PppProtocol.Chap, ChapCode.Failure);
        Encoding.UTF8.GetString(failure.Data).ShouldMatch("^E=691 R=0 C=[0-9A-F]{32} V=3 M=wrong$");
    }

    [Fact]
    public void Rfc2759_5_AnAcceptWithoutOurProofIsNoAccept()
    {
        var peer = WeAuthenticate(AuthenticationMethod.MsChapV2);
        peer.Send(PppProtocol.Chap, ChapCode.Response, ChallengeOf(peer).Identifier, ValuePair.WriteChap(new byte[49], "site"u8));
        peer.Answer(AuthenticationAnswer.Accept()).Single<PppOutput.AuthenticationFailed>().Side.ShouldBe(AuthenticationSide.OfPeer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rfc2759_5_APeerHasToProveThatItKnowsOurPassword(bool knows)
    {
        var peer = WeAreAuthenticated(AuthenticationMethod.MsChapV2);
        byte[] challenge = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        var sent = peer.Send(PppProtocol.Chap, ChapCode.Challenge, 5, ValuePair.WriteChap(challenge, "site"u8))
            .SentOne(PppProtocol.Chap, ChapCode.Response);
        var value = Value(sent);
        value.Length.ShouldBe(49);
        value[16..24].ShouldBe(new byte[8]);
        value[24..48].ShouldBe(MsChapV2.NtResponse(challenge, value.AsSpan(..16), "lns"u8, Password));

        // a repetition of the challenge gets the same response: its proof has to fit both
        Hex.Digits(peer.Send(PppProtocol.Chap, ChapCode.Challenge, 5, ValuePair.WriteChap(challenge, "site"u8))
            .SentOne(PppProtocol.Chap, ChapCode.Response).Data).ShouldBe(Hex.Digits(sent.Data));

        var proof = MsChapV2.AuthenticatorResponse(
            knows ? Password : "other"u8, value.AsSpan(24, 24), value.AsSpan(..16), challenge, "lns"u8);
        var step = peer.Send(PppProtocol.Chap, ChapCode.Success, 5, Encoding.ASCII.GetBytes(proof + " M=hello"));
        step.Has<PppOutput.WeAreAuthenticated>().ShouldBe(knows);
        step.Has<PppOutput.AuthenticationFailed>().ShouldBe(!knows);
    }

    [Fact]
    public void Rfc2759_3_AChallengeOfAnotherLengthIsDiscarded() =>
        WeAreAuthenticated(AuthenticationMethod.MsChapV2).Send(PppProtocol.Chap, ChapCode.Challenge, 5, Hex.Octets("04 01020304"))
            .Outputs.ShouldHaveSingleItem().ShouldBeOfType<PppOutput.Malformed>();

    [Fact]
    public void Rfc1661_3_5_IpcpBeforeAuthenticationIsDiscarded()
    {
        var peer = WeAuthenticate(AuthenticationMethod.ChapMd5);
        peer.Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, 1, Hex.Octets("03060A000202")).Outputs.ShouldBeEmpty();
        peer.Send(PppProtocol.Ccp, ControlCode.ConfigureRequest, 1).Outputs.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1661_3_5_APeerThatRejectsTheAgreedProtocolLosesTheLink()
    {
        var peer = WeAuthenticate(AuthenticationMethod.ChapMd5);
        peer.Send(PppProtocol.Lcp, ControlCode.ProtocolReject, 1, Hex.Octets("C223 01 01 0004"));
        var cause = Cause(peer);
        (cause.Code, cause.ControlProtocol).ShouldBe((PppDisconnectCode.AuthenticationProtocolUnacceptable, PppProtocol.Chap));
    }
}
