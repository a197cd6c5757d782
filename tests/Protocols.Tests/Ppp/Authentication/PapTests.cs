using Protocols.Ppp;
using Protocols.Ppp.Authentication;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Authentication;

public class PapTests
{
    private static ScriptedPeer WeAuthenticate()
    {
        var peer = new ScriptedPeer(new PppSettings() { AuthenticatePeerWith = [AuthenticationMethod.Pap] });
        peer.OpenLcp();
        return peer;
    }

    private static ScriptedPeer WeAreAuthenticated()
    {
        var peer = new ScriptedPeer(new PppSettings() { OurName = "lns", OurPassword = "secret"u8.ToArray() });
        peer.OpenLcp("0304C023");
        return peer;
    }

    // "site", "pw"
    private const string Request = "04 73697465 02 7077";

    [Fact]
    public void Rfc1334_2_2_AnAcceptedPeerIsAcknowledgedAndIpcpStarts()
    {
        var peer = WeAuthenticate();
        peer.Last.Outputs.ShouldContain(new PppOutput.StartTimer(PppTimer.AuthenticatorRestart, TimeSpan.FromSeconds(30)));
        var check = peer.Send(PppProtocol.Pap, PapCode.AuthenticateRequest, 9, Hex.Octets(Request)).Single<PppOutput.CheckPeer>();
        var proof = check.Proof.ShouldBeOfType<PeerProof.Pap>();
        proof.Name.ShouldBe("site");
        proof.Password.ToArray().ShouldBe("pw"u8.ToArray());

        var step = peer.Answer(AuthenticationAnswer.Accept("hi"));
        var ack = step.SentOne(PppProtocol.Pap, PapCode.AuthenticateAck);
        (ack.Identifier, Hex.Digits(ack.Data)).ShouldBe(((byte)9, "026869"));
        step.Single<PppOutput.PeerAuthenticated>().Name.ShouldBe("site");
        step.SentOne(PppProtocol.Ipcp, ControlCode.ConfigureRequest);
    }

    [Fact]
    public void Rfc1334_2_2_1_ARepeatedRequestIsNotAskedTwice()
    {
        var peer = WeAuthenticate();
        peer.Send(PppProtocol.Pap, PapCode.AuthenticateRequest, 9, Hex.Octets(Request));
        var repeated = peer.Send(PppProtocol.Pap, PapCode.AuthenticateRequest, 10, Hex.Octets(Request));
        repeated.Outputs.ShouldBeEmpty();
        // the answer goes to the last request
        peer.Answer(AuthenticationAnswer.Accept()).SentOne(PppProtocol.Pap, PapCode.AuthenticateAck).Identifier.ShouldBe((byte)10);
        // the Ack was lost
        var again = peer.Send(PppProtocol.Pap, PapCode.AuthenticateRequest, 11, Hex.Octets(Request));
        again.Outputs.ShouldHaveSingleItem();
        again.SentOne(PppProtocol.Pap, PapCode.AuthenticateAck).Identifier.ShouldBe((byte)11);
    }

    [Fact]
    public void Rfc1334_2_2_2_ARejectedPeerIsToldAndTheLinkCloses()
    {
        var peer = WeAuthenticate();
        peer.Send(PppProtocol.Pap, PapCode.AuthenticateRequest, 9, Hex.Octets(Request));
        var step = peer.Answer(AuthenticationAnswer.Reject("no"));
        Hex.Digits(step.SentOne(PppProtocol.Pap, PapCode.AuthenticateNak).Data).ShouldBe("026E6F");
        step.Single<PppOutput.AuthenticationFailed>().ShouldBe(new(AuthenticationSide.OfPeer, "site: no"));
        var terminate = step.SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
        var cause = peer.Send(PppProtocol.Lcp, ControlCode.TerminateAck, terminate.Identifier).Single<PppOutput.Closed>().Cause;
        (cause.Code, cause.ControlProtocol, cause.Direction)
            .ShouldBe((PppDisconnectCode.AuthenticationFailed, PppProtocol.Pap, PppDisconnectDirection.AtPeer));
    }

    [Fact]
    public void Rfc1334_2_2_1_ANamelessPeerIsRejectedWithoutAsking()
    {
        var step = WeAuthenticate().Send(PppProtocol.Pap, PapCode.AuthenticateRequest, 9, Hex.Octets("00 02 7077"));
        step.Has<PppOutput.CheckPeer>().ShouldBeFalse();
        step.SentOne(PppProtocol.Pap, PapCode.AuthenticateNak);
    }

    [Fact]
    public void Rfc3145_13_APeerThatPresentsNothingTimesOut()
    {
        var peer = WeAuthenticate();
        var step = peer.Fire(PppTimer.AuthenticatorRestart);
        var terminate = step.SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
        var cause = peer.Send(PppProtocol.Lcp, ControlCode.TerminateAck, terminate.Identifier).Single<PppOutput.Closed>().Cause;
        (cause.Code, cause.ControlProtocol).ShouldBe((PppDisconnectCode.AuthenticationTimeout, PppProtocol.Pap));
    }

    [Fact]
    public void AnAnswerToAnOldQuestionIsIgnored()
    {
        var peer = WeAuthenticate();
        var old = peer.Send(PppProtocol.Pap, PapCode.AuthenticateRequest, 9, Hex.Octets(Request)).Single<PppOutput.CheckPeer>();
        // the peer starts over, and asks again with other credentials
        peer.Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 3, [5, 6, .. ScriptedPeer.MagicOctets]);
        peer.AckRequest(PppProtocol.Lcp);
        var young = peer.Send(PppProtocol.Pap, PapCode.AuthenticateRequest, 1, Hex.Octets("0178 0179")).Single<PppOutput.CheckPeer>();
        young.CheckNumber.ShouldNotBe(old.CheckNumber);
        var late = peer.Answer(AuthenticationAnswer.Accept() with { CheckNumber = old.CheckNumber });
        late.Has<PppOutput.PeerAuthenticated>().ShouldBeFalse();
        late.Sent().ShouldBeEmpty();
        peer.Answer(AuthenticationAnswer.Accept() with { CheckNumber = young.CheckNumber }).Single<PppOutput.PeerAuthenticated>();
        // and one more, now that nothing is being checked
        peer.Answer(AuthenticationAnswer.Reject()).Sent().ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1334_2_2_1_WePresentOurNameAndPassword()
    {
        var peer = WeAreAuthenticated();
        var first = peer.Last.SentOne(PppProtocol.Pap, PapCode.AuthenticateRequest);
        Hex.Digits(first.Data).ShouldBe("036C6E7306736563726574");
        var second = peer.Fire(PppTimer.AuthenticateeTimeout).SentOne(PppProtocol.Pap, PapCode.AuthenticateRequest);
        second.Identifier.ShouldBe((byte)(first.Identifier + 1));
        // an Ack to the first request counts too
        peer.Send(PppProtocol.Pap, PapCode.AuthenticateAck, first.Identifier, 0).Has<PppOutput.WeAreAuthenticated>().ShouldBeTrue();
        peer.Link.OurName.ShouldBe("lns");
    }

    [Theory]
    // with a message, with an empty one, without its length as some peers do
    [InlineData("026E6F", "no")]
    [InlineData("00", "")]
    [InlineData("", "")]
    public void Rfc1334_2_2_2_ANakEndsTheLink(string data, string text)
    {
        var peer = WeAreAuthenticated();
        var step = peer.Send(PppProtocol.Pap, PapCode.AuthenticateNak, 1, Hex.Octets(data));
        step.Single<PppOutput.AuthenticationFailed>().ShouldBe(new(AuthenticationSide.ByPeer, text));
        var terminate = step.SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
        var cause = peer.Send(PppProtocol.Lcp, ControlCode.TerminateAck, terminate.Identifier).Single<PppOutput.Closed>().Cause;
        (cause.Code, cause.Direction).ShouldBe((PppDisconnectCode.AuthenticationFailed, PppDisconnectDirection.AtLocal));
    }

    [Fact]
    public void Rfc3145_13_APeerThatNeverAnswersTimesOut()
    {
        var peer = WeAreAuthenticated();
        for (var i = 0; i < 10; i++)
            peer.Fire(PppTimer.AuthenticateeTimeout);
        peer.All.OfType<PppOutput.SendFrame>().Select(SentPacket.From).Count(packet => packet.Protocol == PppProtocol.Pap).ShouldBe(10);
        peer.Last.SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
    }

    [Theory]
    [InlineData("05 73697465 02 7077")]
    [InlineData("04 73697465 03 7077")]
    [InlineData("04 73697465")]
    [InlineData("")]
    public void Rfc1334_2_2_1_BrokenLengthsAreDiscarded(string data)
    {
        var step = WeAuthenticate().Send(PppProtocol.Pap, PapCode.AuthenticateRequest, 9, Hex.Octets(data));
        step.Outputs.ShouldHaveSingleItem().ShouldBeOfType<PppOutput.Malformed>();
    }
}
