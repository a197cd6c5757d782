using System.Net;
using Protocols.Ppp;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Ipcp;

public class IpcpTests
{
    private static readonly PppSettings Lns = new()
    {
        LocalAddress = IPAddress.Parse("192.0.2.1"),
        PeerAddress = IPAddress.Parse("10.0.2.2"),
        DnsServers = [IPAddress.Parse("192.0.2.53")],
    };

    /// <summary>A dial-in client: everything comes from the peer.</summary>
    private static readonly PppSettings Client = new() { RequestDns = true };

    private static ScriptedPeer InNetworkPhase(PppSettings settings)
    {
        var peer = new ScriptedPeer(settings);
        peer.OpenLcp();
        peer.Link.Phase.ShouldBe(LinkPhase.Network);
        return peer;
    }

    private static SentPacket AnswerTo(ScriptedPeer peer, string options) =>
        peer.Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, 0x21, Hex.Octets(options))
            .Sent().Single(packet => packet.Identifier == 0x21 && packet.Protocol == PppProtocol.Ipcp);

    private static PppStep Correct(ScriptedPeer peer, byte code, string options) =>
        peer.Send(PppProtocol.Ipcp, code, peer.LastSent(PppProtocol.Ipcp, ControlCode.ConfigureRequest).Identifier, Hex.Octets(options));

    private static PppDisconnectCause CauseAfterTerminateAck(ScriptedPeer peer)
    {
        var terminate = peer.Last.SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
        return peer.Send(PppProtocol.Lcp, ControlCode.TerminateAck, terminate.Identifier).Single<PppOutput.Closed>().Cause;
    }

    [Theory]
    // 10.0.2.2 is assigned; 192.0.2.53 is the only name server
    [InlineData("03060A000202", ControlCode.ConfigureAck, "3=0A000202")]
    [InlineData("030600000000", ControlCode.ConfigureNak, "3=0A000202")]
    [InlineData("0306C0A80101", ControlCode.ConfigureNak, "3=0A000202")]
    [InlineData("0303FF", ControlCode.ConfigureNak, "3=0A000202")]
    // no address asked for: please do (RFC 1332 §3.3)
    [InlineData("", ControlCode.ConfigureNak, "3=0A000202")]
    [InlineData("03060A000202 810600000000", ControlCode.ConfigureNak, "129=C0000235")]
    [InlineData("03060A000202 8106C0000235", ControlCode.ConfigureAck, "3=0A000202 129=C0000235")]
    // no second one: not ours to give (RFC 1877 §1.3)
    [InlineData("03060A000202 810600000000 830600000000", ControlCode.ConfigureReject, "131=00000000")]
    // VJ, NBNS, the old pair of addresses, Mobile-IPv4
    [InlineData("0206002D0F01 03060A000202", ControlCode.ConfigureReject, "2=002D0F01")]
    [InlineData("03060A000202 820600000000 840600000000", ControlCode.ConfigureReject, "130=00000000 132=00000000")]
    [InlineData("010A0A0002020A000201", ControlCode.ConfigureReject, "1=0A0002020A000201")]
    [InlineData("0406AABBCCDD", ControlCode.ConfigureReject, "4=AABBCCDD")]
    public void Rfc1332_3_WhatWeAnswer(string options, byte code, string answered)
    {
        var answer = AnswerTo(InNetworkPhase(Lns), options);
        answer.Code.ShouldBe(code);
        answer.OptionText.ShouldBe(answered);
    }

    [Fact]
    public void Rfc1332_3_3_WithoutAnAssignmentThePeersAddressIsTaken()
    {
        var peer = InNetworkPhase(Lns with { PeerAddress = null });
        peer.OpenIpcp("0A636363").Single<PppOutput.NetworkUp>().Result.PeerAddress.ShouldBe(IPAddress.Parse("10.99.99.99"));
    }

    [Theory]
    // asks us for one; loopback; multicast; broadcast; ours
    [InlineData("030600000000")]
    [InlineData("03067F000001")]
    [InlineData("0306E0000001")]
    [InlineData("0306FFFFFFFF")]
    [InlineData("0306C0000201")]
    public void Rfc3145_20_WithoutAnAddressForThePeerTheLinkCloses(string options)
    {
        var peer = InNetworkPhase(Lns with { PeerAddress = null });
        peer.Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, 1, Hex.Octets(options));
        var cause = CauseAfterTerminateAck(peer);
        (cause.Code, cause.ControlProtocol, cause.Direction)
            .ShouldBe((PppDisconnectCode.NoAddressPermitted, PppProtocol.Ipcp, PppDisconnectDirection.AtLocal));
    }

    [Fact]
    public void Rfc3145_19_APeerThatInsistsOnAnotherAddressIsGivenUp()
    {
        var peer = InNetworkPhase(Lns);
        for (byte i = 0; i < 6; i++)
            peer.Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, i, Hex.Octets("0306C0A80101"));
        var cause = CauseAfterTerminateAck(peer);
        (cause.Code, cause.Direction).ShouldBe((PppDisconnectCode.NoAddressAgreement, PppDisconnectDirection.AtLocal));
    }

    [Fact]
    public void Rfc3145_19_APeerThatWantsUsElsewhereIsGivenUp()
    {
        var peer = InNetworkPhase(Lns);
        for (var i = 0; i < 10; i++)
            Correct(peer, ControlCode.ConfigureNak, "0306C0A80102").SentOne(PppProtocol.Ipcp, ControlCode.ConfigureRequest);
        Correct(peer, ControlCode.ConfigureNak, "0306C0A80102");
        var cause = CauseAfterTerminateAck(peer);
        (cause.Code, cause.Direction).ShouldBe((PppDisconnectCode.NoAddressAgreement, PppDisconnectDirection.AtPeer));
    }

    [Fact]
    public void Rfc1332_3_3_APeerWithoutTheOptionGetsItsAssignedAddressInTheEnd()
    {
        var peer = InNetworkPhase(Lns);
        peer.AckRequest(PppProtocol.Ipcp);
        for (byte i = 0; i < 5; i++)
            peer.Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, i).Sent().Single().Code.ShouldBe(ControlCode.ConfigureNak);
        peer.Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, 9)
            .Single<PppOutput.NetworkUp>().Result.PeerAddress.ShouldBe(IPAddress.Parse("10.0.2.2"));
    }

    [Fact]
    public void Rfc1877_1_AClientLearnsAddressAndNameServers()
    {
        var peer = InNetworkPhase(Client);
        peer.LastSent(PppProtocol.Ipcp, ControlCode.ConfigureRequest).OptionText.ShouldBe("3=00000000 129=00000000 131=00000000");
        Correct(peer, ControlCode.ConfigureNak, "03060A000203 8106C0000235");
        Correct(peer, ControlCode.ConfigureReject, "830600000000");
        peer.LastSent(PppProtocol.Ipcp, ControlCode.ConfigureRequest).OptionText.ShouldBe("3=0A000203 129=C0000235");
        var result = peer.OpenIpcp("C0000201").Single<PppOutput.NetworkUp>().Result;
        result.LocalAddress.ShouldBe(IPAddress.Parse("10.0.2.3"));
        result.PeerAddress.ShouldBe(IPAddress.Parse("192.0.2.1"));
        result.DnsLearned.ShouldBe([IPAddress.Parse("192.0.2.53")]);
        result.DnsGiven.ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1877_1_ANameServerOfZeroIsNone()
    {
        var peer = InNetworkPhase(Client);
        Correct(peer, ControlCode.ConfigureNak, "03060A000203 810600000000 830600000000");
        peer.LastSent(PppProtocol.Ipcp, ControlCode.ConfigureRequest).OptionText.ShouldBe("3=0A000203");
        peer.OpenIpcp("C0000201").Single<PppOutput.NetworkUp>().Result.DnsLearned.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ControlCode.ConfigureNak, "030600000000")]
    [InlineData(ControlCode.ConfigureReject, "030600000000")]
    public void Rfc3145_20_AClientWithoutAnAddressCloses(byte code, string options)
    {
        var peer = InNetworkPhase(Client);
        Correct(peer, code, options);
        var cause = CauseAfterTerminateAck(peer);
        (cause.Code, cause.Direction).ShouldBe((PppDisconnectCode.NoAddressPermitted, PppDisconnectDirection.AtPeer));
    }

    [Fact]
    public void Rfc3145_20_AnAckOfNoAddressAtAllCloses()
    {
        var peer = InNetworkPhase(Client);
        peer.OpenIpcp().Has<PppOutput.NetworkUp>().ShouldBeFalse();
        CauseAfterTerminateAck(peer).Code.ShouldBe(PppDisconnectCode.NoAddressPermitted);
    }

    [Fact]
    public void Rfc1332_3_3_ARejectedAddressLeavesUsOurOwn()
    {
        var peer = InNetworkPhase(Lns);
        Correct(peer, ControlCode.ConfigureReject, "0306C0000201");
        peer.OpenIpcp().Single<PppOutput.NetworkUp>().Result.LocalAddress.ShouldBe(IPAddress.Parse("192.0.2.1"));
    }

    [Fact]
    public void Rfc3145_18_WithoutIpcpTheLinkHasNoUse()
    {
        var peer = InNetworkPhase(Lns);
        peer.Send(PppProtocol.Lcp, ControlCode.ProtocolReject, 5, Hex.Octets("8021 01 01 0004"))
            .Single<PppOutput.ProtocolRejected>().Protocol.ShouldBe(PppProtocol.Ipcp);
        var cause = CauseAfterTerminateAck(peer);
        (cause.Code, cause.ControlProtocol).ShouldBe((PppDisconnectCode.NoNcpAvailable, PppProtocol.Ipcp));
    }

    [Fact]
    public void Rfc3145_17_AnIpcpWithoutAnswersTimesOut()
    {
        var peer = InNetworkPhase(Lns);
        for (var i = 0; i < 10; i++)
            peer.Fire(PppTimer.IpcpRestart);
        CauseAfterTerminateAck(peer).Code.ShouldBe(PppDisconnectCode.NcpTimeout);
    }

    [Fact]
    public void Rfc1661_4_1_ANewRequestTakesTheNetworkDownUntilItIsAgreed()
    {
        var peer = InNetworkPhase(Lns);
        peer.OpenIpcp().Has<PppOutput.NetworkUp>().ShouldBeTrue();
        var step = peer.Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, 2, Hex.Octets("03060A000202"));
        step.Outputs[0].ShouldBeOfType<PppOutput.NetworkDown>();
        peer.Link.Negotiated.ShouldBeNull();
        peer.AckRequest(PppProtocol.Ipcp).Has<PppOutput.NetworkUp>().ShouldBeTrue();
    }

    [Fact]
    public void Rfc1661_4_1_APeerThatClosesIpcpEndsTheLink()
    {
        var peer = InNetworkPhase(Lns);
        peer.OpenIpcp();
        var step = peer.Send(PppProtocol.Ipcp, ControlCode.TerminateRequest, 7);
        step.Has<PppOutput.NetworkDown>().ShouldBeTrue();
        step.SentOne(PppProtocol.Ipcp, ControlCode.TerminateAck).Identifier.ShouldBe((byte)7);
        peer.Fire(PppTimer.IpcpRestart);
        CauseAfterTerminateAck(peer).Code.ShouldBe(PppDisconnectCode.NoNcpAvailable);
    }

    [Theory]
    // RFC 2865 §5.8: the user's choice; ours; a fixed one
    [InlineData("255.255.255.255", "030609090909", "9.9.9.9")]
    [InlineData("255.255.255.254", "03060A000202", "10.0.2.2")]
    [InlineData("10.7.7.7", "03060A070707", "10.7.7.7")]
    public void Rfc2865_5_8_TheAnswerOfRadiusDecidesThePeersAddress(string framed, string options, string expected)
    {
        var peer = new ScriptedPeer(Lns with { AuthenticatePeerWith = [AuthenticationMethod.Pap] });
        peer.OpenLcp();
        peer.Send(PppProtocol.Pap, 1, 1, Hex.Octets("0161 0162"));
        peer.Answer(AuthenticationAnswer.Accept() with
        {
            FramedIpAddress = IPAddress.Parse(framed),
            Dns = [IPAddress.Parse("2001:db8::53"), IPAddress.Parse("198.51.100.53")],
        });
        AnswerTo(peer, "810600000000" + options).OptionText.ShouldBe("129=C6336435");
        AnswerTo(peer, options).Code.ShouldBe(ControlCode.ConfigureAck);
        peer.AckRequest(PppProtocol.Ipcp).Single<PppOutput.NetworkUp>().Result.PeerAddress.ShouldBe(IPAddress.Parse(expected));
    }
}
