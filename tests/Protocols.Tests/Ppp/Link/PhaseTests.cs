using System.Net;
using Protocols.Ppp;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Link;

/// <summary>RFC 1661 §3.2: from dead to network and back, and what is heard when.</summary>
public class PhaseTests
{
    private static readonly PppSettings Settings = new()
    {
        LocalAddress = IPAddress.Parse("192.0.2.1"),
        IdentificationText = "bras",
    };

    private static ScriptedPeer Open()
    {
        var peer = new ScriptedPeer(Settings);
        peer.OpenLcp();
        peer.OpenIpcp();
        peer.Link.IsNetworkUp.ShouldBeTrue();
        return peer;
    }

    private static PppDisconnectCause Terminated(ScriptedPeer peer)
    {
        var terminate = peer.Last.SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
        return peer.Send(PppProtocol.Lcp, ControlCode.TerminateAck, terminate.Identifier).Single<PppOutput.Closed>().Cause;
    }

    [Fact]
    public void Rfc1661_3_2_ThePhasesFollowOneAnother()
    {
        PppLink.Create(Settings).Phase.ShouldBe(LinkPhase.Dead);
        var peer = new ScriptedPeer(Settings with { AuthenticatePeerWith = [AuthenticationMethod.Pap] });
        peer.Link.Phase.ShouldBe(LinkPhase.Establish);
        peer.OpenLcp();
        peer.Link.Phase.ShouldBe(LinkPhase.Authenticate);
        peer.Send(PppProtocol.Pap, 1, 1, Hex.Octets("0161 0162"));
        peer.Answer(AuthenticationAnswer.Accept());
        peer.Link.Phase.ShouldBe(LinkPhase.Network);
        peer.OpenIpcp();
        peer.Close(DisconnectReason.IdleTimeout);
        peer.Link.Phase.ShouldBe(LinkPhase.Terminate);
        Terminated(peer);
        peer.Link.Phase.ShouldBe(LinkPhase.Dead);
    }

    [Fact]
    public void Rfc1661_3_4_BeforeTheLineIsUpNothingHappens()
    {
        var link = PppLink.Create(Settings);
        var random = new Random(1);
        link.Receive(Hex.Octets("FF03C021 01010004"), random).Outputs.ShouldBeEmpty();
        link.TimerFired(PppTimer.LcpRestart, random).Outputs.ShouldBeEmpty();
        link.Close(DisconnectReason.Administrative(), random).Outputs.ShouldBeEmpty();
        link.LowerDown().Outputs.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1661_3_7_ClosingTakesTheNetworkDownFirst()
    {
        var peer = Open();
        var step = peer.Close(DisconnectReason.IdleTimeout);
        step.Outputs.First(output => output is PppOutput.NetworkDown or PppOutput.SendFrame).ShouldBeOfType<PppOutput.NetworkDown>();
        step.SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest).Data.ShouldBe("idle timeout"u8.ToArray());
        Terminated(peer).ShouldBe(new(
            PppDisconnectCode.NormalDisconnection, 0, PppDisconnectDirection.AtLocal, "idle timeout"));
        // closed is closed: no frame, no timer, no second Closed
        peer.Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 1).Outputs.ShouldBeEmpty();
        peer.Drop().Outputs.ShouldBeEmpty();
        peer.Link.RunningTimers.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1661_4_6_AnUnansweredTerminateRequestIsRepeatedOnce()
    {
        var peer = Open();
        peer.Close(DisconnectReason.Administrative());
        peer.Fire(PppTimer.LcpRestart).SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
        peer.Fire(PppTimer.LcpRestart).Single<PppOutput.Closed>().Cause.Code.ShouldBe(PppDisconnectCode.Administrative);
    }

    [Fact]
    public void Rfc1661_3_7_ThePeersTerminateRequestIsAnsweredAndTheLineKeptForAMoment()
    {
        var peer = Open();
        var step = peer.Send(PppProtocol.Lcp, ControlCode.TerminateRequest, 0x33, "bye"u8);
        step.Has<PppOutput.NetworkDown>().ShouldBeTrue();
        step.Has<PppOutput.Closed>().ShouldBeFalse();
        step.SentOne(PppProtocol.Lcp, ControlCode.TerminateAck).Identifier.ShouldBe((byte)0x33);
        // our Ack was lost
        peer.Send(PppProtocol.Lcp, ControlCode.TerminateRequest, 0x34).SentOne(PppProtocol.Lcp, ControlCode.TerminateAck);
        peer.Fire(PppTimer.LcpRestart).Single<PppOutput.Closed>().Cause
            .ShouldBe(new(PppDisconnectCode.NormalDisconnection, 0, PppDisconnectDirection.AtPeer, "bye"));
    }

    [Fact]
    public void TheLineGoneIsTheEnd()
    {
        var peer = Open();
        var step = peer.Drop();
        step.Sent().ShouldBeEmpty();
        step.Has<PppOutput.NetworkDown>().ShouldBeTrue();
        step.Single<PppOutput.Closed>().Cause.Code.ShouldBe(PppDisconnectCode.NoInformation);
        peer.Link.RunningTimers.ShouldBeEmpty();
        peer.LowerUp().SentOne(PppProtocol.Lcp, ControlCode.ConfigureRequest);
        peer.LowerUp().Outputs.ShouldBeEmpty();
    }

    [Fact]
    public void TheFirstReasonStands()
    {
        var peer = Open();
        peer.Close(DisconnectReason.SessionTimeout);
        peer.Close(DisconnectReason.Administrative());
        peer.Drop().Single<PppOutput.Closed>().Cause.Text.ShouldBe("session timeout");
    }

    [Fact]
    public void Rfc3145_6_ALineWithoutLcp()
    {
        var peer = new ScriptedPeer(Settings);
        peer.SendRaw("login: "u8);
        for (var i = 0; i < 10; i++)
            peer.Fire(PppTimer.LcpRestart);
        peer.Last.Single<PppOutput.Closed>().Cause.Code.ShouldBe(PppDisconnectCode.NoLcpRecognised);
    }

    [Fact]
    public void Rfc3145_5_ALcpWithoutAgreement()
    {
        var peer = new ScriptedPeer(Settings);
        peer.Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 1);
        for (var i = 0; i < 10; i++)
            peer.Fire(PppTimer.LcpRestart);
        peer.Last.Single<PppOutput.Closed>().Cause.Code.ShouldBe(PppDisconnectCode.LcpTimeout);
    }

    [Fact]
    public void Rfc3145_15_APeerThatLeavesBecauseWeRefuseItsMethod()
    {
        var peer = new ScriptedPeer(Settings);
        peer.Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 1, Hex.Octets("0304C023"));
        peer.OpenLcp();
        peer.Send(PppProtocol.Lcp, ControlCode.TerminateRequest, 2);
        var cause = peer.Fire(PppTimer.LcpRestart).Single<PppOutput.Closed>().Cause;
        (cause.Code, cause.Direction).ShouldBe((PppDisconnectCode.AuthenticationProtocolUnacceptable, PppDisconnectDirection.AtLocal));
    }

    [Fact]
    public void Rfc1661_5_7_OtherProtocolsAreRejectedInTheNetworkPhaseOnly()
    {
        var peer = new ScriptedPeer(Settings);
        var ccp = FrameWriter.Write(PppProtocol.Ccp, Hex.Octets("01 01 0004"));
        peer.SendRaw(ccp).Outputs.ShouldBeEmpty();
        peer.OpenLcp();
        var reject = peer.SendRaw(ccp).SentOne(PppProtocol.Lcp, ControlCode.ProtocolReject);
        Hex.Digits(reject.Data).ShouldBe("80FD01010004");
        var next = peer.SendRaw(Hex.Octets("8057 01 01 0004")).SentOne(PppProtocol.Lcp, ControlCode.ProtocolReject);
        Hex.Digits(next.Data).ShouldBe("805701010004");
        next.Identifier.ShouldBe((byte)(reject.Identifier + 1));
        // one octet of protocol comes back as two
        Hex.Digits(peer.SendRaw(Hex.Octets("57 60")).SentOne(PppProtocol.Lcp, ControlCode.ProtocolReject).Data).ShouldBe("005760");
    }

    [Fact]
    public void Rfc1661_5_7_AProtocolRejectFitsThePeersMru()
    {
        var peer = new ScriptedPeer(Settings);
        peer.OpenLcp("01040080");
        var frame = peer.SendRaw(FrameWriter.Write(PppProtocol.Ipv6, new byte[1454])).Single<PppOutput.SendFrame>().Frame;
        frame.Length.ShouldBe(FrameWriter.HeaderLength + 128);
    }

    [Fact]
    public void Rfc1661_5_6_AnUnknownCodeIsRejected()
    {
        var reject = Open().Send(PppProtocol.Lcp, 0x0F, 0x44, 1, 2).SentOne(PppProtocol.Lcp, ControlCode.CodeReject);
        Hex.Digits(reject.Data).ShouldBe("0F4400060102");
    }

    [Fact]
    public void Rfc1661_5_6_ARejectedVitalCodeEndsTheLink()
    {
        var peer = Open();
        peer.Send(PppProtocol.Lcp, ControlCode.CodeReject, 1, Hex.Octets("01 01 0004")).Has<PppOutput.NetworkDown>().ShouldBeTrue();
        Terminated(peer).Code.ShouldBe(PppDisconnectCode.LcpTimeout);
    }

    [Fact]
    public void Rfc1570_2_1_WeIntroduceOurselvesOnceAndNoteWhoThePeerIs()
    {
        var peer = Open();
        var identification = peer.LastSent(PppProtocol.Lcp, ControlCode.Identification);
        identification.Data[4..].ShouldBe("bras"u8.ToArray());
        var step = peer.Send(PppProtocol.Lcp, ControlCode.Identification, 1, [.. ScriptedPeer.MagicOctets, .. "MSRASV5.20\n"u8]);
        step.Outputs.ShouldHaveSingleItem().ShouldBe(new PppOutput.Note("the peer is: MSRASV5.20?"));
        peer.Send(PppProtocol.Lcp, ControlCode.TimeRemaining, 2, [.. ScriptedPeer.MagicOctets, 0, 0, 0, 60])
            .Outputs.ShouldHaveSingleItem().ShouldBe(new PppOutput.Note("the peer gives us 60 s"));
        peer.Send(PppProtocol.Lcp, ControlCode.DiscardRequest, 3, ScriptedPeer.MagicOctets).Outputs.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1661_3_4_ANewNegotiationBeginsWithEverythingAgain()
    {
        var peer = new ScriptedPeer(Settings with { AuthenticatePeerWith = [AuthenticationMethod.Pap] });
        peer.OpenLcp("01040578");
        peer.Send(PppProtocol.Pap, 1, 1, Hex.Octets("0161 0162"));
        peer.Answer(AuthenticationAnswer.Accept());
        peer.OpenIpcp();
        var magic = peer.Link.Negotiated.ShouldNotBeNull().Lcp.LocalMagic;

        var step = peer.Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 9, [5, 6, .. ScriptedPeer.MagicOctets]);
        step.Has<PppOutput.NetworkDown>().ShouldBeTrue();
        peer.Link.Phase.ShouldBe(LinkPhase.Establish);
        peer.Link.PeerName.ShouldBeNull();
        var result = peer.AckRequest(PppProtocol.Lcp).Single<PppOutput.LcpOpened>().Result;
        result.PeerMru.ShouldBe((ushort)1500);
        result.LocalMagic.ShouldNotBe(magic);
        peer.Link.Phase.ShouldBe(LinkPhase.Authenticate);
    }

    [Fact]
    public void Rfc1661_5_5_ATerminateAckOutOfTheBlueStartsAnew()
    {
        var peer = Open();
        var step = peer.Send(PppProtocol.Lcp, ControlCode.TerminateAck, 1);
        step.Has<PppOutput.NetworkDown>().ShouldBeTrue();
        step.SentOne(PppProtocol.Lcp, ControlCode.ConfigureRequest);
    }
}
