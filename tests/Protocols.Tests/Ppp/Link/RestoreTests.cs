using System.Net;
using System.Text;
using Protocols.Ppp;
using Protocols.Ppp.Authentication;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Link;

/// <summary>An open link goes on elsewhere, and the peer notices nothing.</summary>
public class RestoreTests
{
    private static readonly PppSettings Settings = new()
    {
        OurName = "lns",
        OurPassword = "secret"u8.ToArray(),
        AuthenticatePeerWith = [AuthenticationMethod.ChapMd5],
        LocalAddress = IPAddress.Parse("192.0.2.1"),
        PeerAddress = IPAddress.Parse("10.0.2.2"),
        EchoIntervalSeconds = 20,
    };

    private static readonly PppNegotiated Negotiated = new(
        new LcpResult(
            1454, 1400, 0, 0x000A0000, 0xCAFEBABE, 0x11223344, true, true, true, false,
            AuthenticationMethod.ChapMd5, AuthenticationMethod.ChapMd5),
        new IpcpResult(
            IPAddress.Parse("192.0.2.1"), IPAddress.Parse("10.0.2.2"),
            [IPAddress.Parse("192.0.2.53")], [IPAddress.Parse("198.51.100.1")]),
        "site",
        "lns");

    private static ScriptedPeer Restored(PppNegotiated? negotiated = null) =>
        new(PppLink.Restore(Settings, negotiated ?? Negotiated, new Random(2)));

    [Fact]
    public void WhatWasNegotiatedIsStillThere()
    {
        var link = Restored().Link;
        link.Phase.ShouldBe(LinkPhase.Network);
        var again = link.Negotiated.ShouldNotBeNull();
        again.Lcp.ShouldBe(Negotiated.Lcp);
        (again.PeerName, again.OurName).ShouldBe(("site", "lns"));
        again.Network.DnsGiven.ShouldBe(Negotiated.Network.DnsGiven);
        again.Network.DnsLearned.ShouldBe(Negotiated.Network.DnsLearned);
        (again.Network.LocalAddress, again.Network.PeerAddress).ShouldBe((Negotiated.Network.LocalAddress, Negotiated.Network.PeerAddress));
        link.RunningTimers.ShouldHaveSingleItem().ShouldBe(new PppOutput.StartTimer(PppTimer.EchoInterval, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void OptionsThatWereRefusedStayRefused()
    {
        var bare = Negotiated with { Lcp = Negotiated.Lcp with { LocalMagic = 0, PeerMagic = 0, PeerAuthenticatesWith = null } };
        Restored(bare).Link.Negotiated.ShouldNotBeNull().Lcp.ShouldBe(bare.Lcp);
    }

    [Fact]
    public void IdentifiersAreFresh()
    {
        var seen = Enumerable.Range(0, 64)
            .Select(seed => new ScriptedPeer(PppLink.Restore(Settings, Negotiated, new Random(seed))))
            .Select(peer => peer.Fire(PppTimer.EchoInterval).SentOne(PppProtocol.Lcp, ControlCode.EchoRequest).Identifier)
            .Distinct();
        seen.Count().ShouldBeGreaterThan(32);
    }

    [Fact]
    public void Rfc1661_5_8_EchoGoesBothWaysWithTheOldMagicNumbers()
    {
        var peer = Restored();
        Hex.Digits(peer.Send(PppProtocol.Lcp, ControlCode.EchoRequest, 7, ScriptedPeer.MagicOctets)
            .SentOne(PppProtocol.Lcp, ControlCode.EchoReply).Data).ShouldBe("CAFEBABE");
        for (var i = 0; i < 10; i++)
        {
            var request = peer.Fire(PppTimer.EchoInterval).SentOne(PppProtocol.Lcp, ControlCode.EchoRequest);
            Hex.Digits(request.Data).ShouldBe("CAFEBABE");
            peer.Send(PppProtocol.Lcp, ControlCode.EchoReply, request.Identifier, ScriptedPeer.MagicOctets);
        }
    }

    [Fact]
    public void Rfc1994_4_1_AnAnswerToAForgottenChallengeIsIgnored()
    {
        for (var identifier = 0; identifier < 256; identifier++)
            Restored().Send(PppProtocol.Chap, ChapCode.Response, (byte)identifier, ValuePair.WriteChap(new byte[16], "site"u8))
                .Outputs.ShouldBeEmpty();
        Restored().Answer(AuthenticationAnswer.Reject()).Sent().ShouldBeEmpty();
        Restored().Send(PppProtocol.Chap, ChapCode.Failure, 0).Outputs.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1994_2_AChallengeIsAnswered()
    {
        var response = Restored().Send(PppProtocol.Chap, ChapCode.Challenge, 0x2A, Hex.Octets("04 01020304"))
            .SentOne(PppProtocol.Chap, ChapCode.Response);
        Hex.Digits(response.Data).ShouldBe("10F06A31BDD6AE6162F265543C5FC9FE37" + Convert.ToHexString(Encoding.ASCII.GetBytes("lns")));
    }

    [Fact]
    public void Rfc1334_2_2_1_ALatePapRequestGetsItsAckAgain()
    {
        var peer = Restored(Negotiated with { Lcp = Negotiated.Lcp with { PeerAuthenticatesWith = AuthenticationMethod.Pap } });
        var step = peer.Send(PppProtocol.Pap, PapCode.AuthenticateRequest, 4, Hex.Octets("0161 0162"));
        step.Outputs.ShouldHaveSingleItem();
        step.SentOne(PppProtocol.Pap, PapCode.AuthenticateAck).Identifier.ShouldBe((byte)4);
    }

    [Fact]
    public void Rfc1661_3_7_ThePeerMayTerminateAndWeMay()
    {
        var theirs = Restored().Send(PppProtocol.Lcp, ControlCode.TerminateRequest, 1);
        theirs.SentOne(PppProtocol.Lcp, ControlCode.TerminateAck);
        theirs.Has<PppOutput.NetworkDown>().ShouldBeTrue();
        Restored().Close(DisconnectReason.IdleTimeout).SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
    }

    [Fact]
    public void Rfc1661_3_4_ThePeerMayNegotiateAnew()
    {
        var peer = Restored();
        var step = peer.Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 1, [5, 6, .. ScriptedPeer.MagicOctets]);
        step.Has<PppOutput.NetworkDown>().ShouldBeTrue();
        step.SentOne(PppProtocol.Lcp, ControlCode.ConfigureRequest).OptionText.ShouldContain("3=C22305");
        peer.AckRequest(PppProtocol.Lcp).SentOne(PppProtocol.Chap, ChapCode.Challenge);
    }

    [Fact]
    public void Rfc1661_3_6_IpcpMayBeNegotiatedAnewAlone()
    {
        var peer = Restored();
        peer.Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, 1, Hex.Octets("03060A000202"))
            .Has<PppOutput.NetworkDown>().ShouldBeTrue();
        peer.AckRequest(PppProtocol.Ipcp).Single<PppOutput.NetworkUp>().Result.PeerAddress.ShouldBe(IPAddress.Parse("10.0.2.2"));
    }

    [Fact]
    public void Rfc1661_5_7_OtherProtocolsAreStillRejected() =>
        Restored().Send(PppProtocol.Ccp, ControlCode.ConfigureRequest, 1).SentOne(PppProtocol.Lcp, ControlCode.ProtocolReject);
}
