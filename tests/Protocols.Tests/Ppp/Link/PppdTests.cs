using System.Net;
using Protocols.Ppp;
using Protocols.Ppp.Authentication;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Link;

/// <summary>
/// A call to a peer that behaves as pppd does with its defaults: asks for EAP first, offers CCP, IPV6CP and VJ, and
/// naks our MRU to 1400.
/// </summary>
public class PppdTests
{
    private static readonly PppSettings Lns = new()
    {
        MruOffered = 1500,
        LocalAddress = IPAddress.Parse("192.0.2.1"),
        OurName = "lns",
        OurPassword = "secret"u8.ToArray(),
        AuthenticatePeerWith = [AuthenticationMethod.ChapMd5, AuthenticationMethod.Pap],
        DnsServers = [IPAddress.Parse("192.0.2.53")],
    };

    [Fact]
    public void ACallToPppd()
    {
        var peer = new ScriptedPeer(Lns);

        // Its first request: asyncmap 0, EAP, magic, pcomp, accomp; and its opinion on ours.
        peer.Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 1, Hex.Octets("020600000000 0304C227 050611223344 0702 0802"))
            .SentOne(PppProtocol.Lcp, ControlCode.ConfigureNak).OptionText.ShouldBe("3=C22305");
        var ours = peer.LastSent(PppProtocol.Lcp, ControlCode.ConfigureRequest);
        ours.OptionText.ShouldContain("1=05DC");
        peer.Send(PppProtocol.Lcp, ControlCode.ConfigureNak, ours.Identifier, Hex.Octets("01040578"))
            .SentOne(PppProtocol.Lcp, ControlCode.ConfigureRequest).OptionText.ShouldContain("1=0578");
        peer.AckRequest(PppProtocol.Lcp);
        var opened = peer.Send(
            PppProtocol.Lcp, ControlCode.ConfigureRequest, 2, Hex.Octets("020600000000 0305C22305 050611223344 0702 0802"));
        opened.Single<PppOutput.LcpOpened>().Result.LocalMru.ShouldBe((ushort)1400);

        // CHAP both ways at once; its CCP comes too early.
        var challenge = opened.SentOne(PppProtocol.Chap, ChapCode.Challenge);
        peer.Send(PppProtocol.Ccp, ControlCode.ConfigureRequest, 1, Hex.Octets("1A04 7800")).Outputs.ShouldBeEmpty();
        peer.Send(PppProtocol.Chap, ChapCode.Challenge, 0x77, Hex.Octets("04 01020304 63706500"))
            .SentOne(PppProtocol.Chap, ChapCode.Response);
        peer.Send(PppProtocol.Chap, ChapCode.Success, 0x77, "Access granted"u8).Has<PppOutput.WeAreAuthenticated>().ShouldBeTrue();
        peer.Link.Phase.ShouldBe(LinkPhase.Authenticate);
        peer.Send(PppProtocol.Chap, ChapCode.Response, challenge.Identifier, ValuePair.WriteChap(new byte[16], "cpe"u8))
            .Single<PppOutput.CheckPeer>().Proof.Name.ShouldBe("cpe");
        var network = peer.Answer(AuthenticationAnswer.Accept() with { FramedIpAddress = IPAddress.Parse("10.0.2.15") });
        network.SentOne(PppProtocol.Chap, ChapCode.Success);
        network.SentOne(PppProtocol.Ipcp, ControlCode.ConfigureRequest).OptionText.ShouldBe("3=C0000201");

        // CCP (deflate, BSD), IPV6CP, then IPCP with VJ and no address of its own.
        peer.Send(PppProtocol.Ccp, ControlCode.ConfigureRequest, 1, Hex.Octets("1A04 7800 1804 7800 1503 2F"))
            .SentOne(PppProtocol.Lcp, ControlCode.ProtocolReject);
        peer.Send(PppProtocol.Ipv6cp, ControlCode.ConfigureRequest, 1, Hex.Octets("010A 0102030405060708"))
            .SentOne(PppProtocol.Lcp, ControlCode.ProtocolReject);
        peer.Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, 1, Hex.Octets("0206002D0F01 030600000000 810600000000 830600000000"))
            .SentOne(PppProtocol.Ipcp, ControlCode.ConfigureReject).OptionText.ShouldBe("2=002D0F01 131=00000000");
        peer.Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, 2, Hex.Octets("030600000000 810600000000"))
            .SentOne(PppProtocol.Ipcp, ControlCode.ConfigureNak).OptionText.ShouldBe("3=0A00020F 129=C0000235");
        peer.AckRequest(PppProtocol.Ipcp);
        var up = peer.Send(PppProtocol.Ipcp, ControlCode.ConfigureRequest, 3, Hex.Octets("03060A00020F 8106C0000235"))
            .Single<PppOutput.NetworkUp>().Result;
        (up.LocalAddress, up.PeerAddress).ShouldBe((IPAddress.Parse("192.0.2.1"), IPAddress.Parse("10.0.2.15")));
        peer.Link.Negotiated.ShouldNotBeNull().PeerName.ShouldBe("cpe");
    }

    [Fact]
    public void APeerThatDemandsChapOfUsAndRefusesItsOwnLosesTheLink()
    {
        var peer = new ScriptedPeer(Lns);
        peer.Send(PppProtocol.Lcp, ControlCode.ConfigureRequest, 1, Hex.Octets("0305C22305"))
            .SentOne(PppProtocol.Lcp, ControlCode.ConfigureAck);
        var ours = peer.LastSent(PppProtocol.Lcp, ControlCode.ConfigureRequest);
        peer.Send(PppProtocol.Lcp, ControlCode.ConfigureReject, ours.Identifier, Hex.Octets("0305C22305"));
        var terminate = peer.Last.SentOne(PppProtocol.Lcp, ControlCode.TerminateRequest);
        peer.Send(PppProtocol.Lcp, ControlCode.TerminateAck, terminate.Identifier).Single<PppOutput.Closed>()
            .Cause.Code.ShouldBe(PppDisconnectCode.AuthenticationProtocolUnacceptable);
    }
}
