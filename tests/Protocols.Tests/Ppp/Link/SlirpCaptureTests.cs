using System.Net;
using Protocols.Ppp;
using Protocols.Ppp.Authentication;
using Protocols.Ppp.Control;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Link;

/// <summary>Frames of a real call, captured between this library and slirp 1.0.17 (host cpe, CHAP both ways) on a pty.</summary>
public class SlirpCaptureTests
{
    private static readonly PppSettings Settings = new()
    {
        OurName = "lns",
        OurPassword = "lnspass"u8.ToArray(),
        AuthenticatePeerWith = [AuthenticationMethod.ChapMd5],
        LocalAddress = IPAddress.Parse("192.0.2.1"),
        PeerAddress = IPAddress.Parse("10.0.2.2"),
    };

    private static ReadOnlySpan<byte> Frame(string digits) => Hex.Octets(digits);

    [Fact]
    public void ItsResponseProvesThatItKnowsThePassword()
    {
        // to it:   FF03C223 01250018 10 D131…E46E "lns"      from it: FF03C223 02250018 10 E898…D391 "cpe"
        var proof = new PeerProof.ChapMd5(
            "cpe", 0x25, Hex.Octets("D13171650938ABD2B77610801A84E46E"), Hex.Octets("E898D5230D623E240472E609E06BD391"));
        LocalCheck.Proves(proof, "cpepass"u8).ShouldBeTrue();
        LocalCheck.Proves(proof, "lnspass"u8).ShouldBeFalse();
    }

    [Fact]
    public void ItsChallengeOf40OctetsIsAnsweredAsItAccepted()
    {
        var peer = new ScriptedPeer(Settings);
        peer.AckRequest(PppProtocol.Lcp);
        peer.SendRaw(Frame("FF03C021 01010017 010405DC 0305C22305 0506CDE30F8C 0702 0802"))
            .SentOne(PppProtocol.Lcp, ControlCode.ConfigureAck);
        var response = peer.SendRaw(Frame("""
            FF03C223 01010030 28
            A9938F6459F5AF18E9CE47DEE26A92E1386DD9436C5CAA48FA11ED5C7327588836C317791CBD8F5F 637065
            """)).SentOne(PppProtocol.Chap, ChapCode.Response);
        Hex.Digits(response.Data).ShouldBe("10D8AF03596BBDDA6725162D16DDBE57BA6C6E73");
        peer.SendRaw(Frame("FF03C223 03010013 57656C636F6D6520746F206370652E")).Has<PppOutput.WeAreAuthenticated>().ShouldBeTrue();
    }

    [Fact]
    public void ItInsistsOnAnAddressForUsUntilItRejectsTheOption()
    {
        var peer = new ScriptedPeer(Settings with { AuthenticatePeerWith = [] });
        peer.OpenLcp();
        peer.SendRaw(Frame("FF038021 01010010 030600000000 0206002D0F01"))
            .SentOne(PppProtocol.Ipcp, ControlCode.ConfigureReject).OptionText.ShouldBe("2=002D0F01");
        peer.SendRaw(Frame("FF0380FD 01010004")).SentOne(PppProtocol.Lcp, ControlCode.ProtocolReject);
        for (var i = 0; i < 5; i++)
            Correct(peer, ControlCode.ConfigureNak, "03060A00020F").OptionText.ShouldBe("3=C0000201");
        Correct(peer, ControlCode.ConfigureReject, "0306C0000201").OptionText.ShouldBe("");
        peer.AckRequest(PppProtocol.Ipcp);
        peer.SendRaw(Frame("FF038021 0102000A 030600000000"))
            .SentOne(PppProtocol.Ipcp, ControlCode.ConfigureNak).OptionText.ShouldBe("3=0A000202");
        var result = peer.SendRaw(Frame("FF038021 0103000A 03060A000202")).Single<PppOutput.NetworkUp>().Result;
        (result.LocalAddress, result.PeerAddress).ShouldBe((IPAddress.Parse("192.0.2.1"), IPAddress.Parse("10.0.2.2")));
    }

    private static SentPacket Correct(ScriptedPeer peer, byte code, string options) => peer
        .Send(PppProtocol.Ipcp, code, peer.LastSent(PppProtocol.Ipcp, ControlCode.ConfigureRequest).Identifier, Hex.Octets(options))
        .SentOne(PppProtocol.Ipcp, ControlCode.ConfigureRequest);

    [Fact]
    public void ItRejectsOurIdentificationAndTheLinkGoesOn()
    {
        var peer = new ScriptedPeer(Settings with { AuthenticatePeerWith = [] });
        peer.OpenLcp();
        peer.SendRaw(Frame("FF03C021 07020010 0C57000CA018A43662726173")).Outputs.ShouldBeEmpty();
        peer.Link.Phase.ShouldBe(LinkPhase.Network);
    }

    [Fact]
    public void ItsEchoReplyToAPingComesWithAProtocolOfOneOctet()
    {
        FrameReader.TryReadProtocol(
            Frame("21 4500001CF64E0000FF01F78E0A000202C00002010000FEFC01020001"), out var protocol, out var datagram).ShouldBeTrue();
        protocol.ShouldBe(PppProtocol.Ip);
        datagram[0].ShouldBe((byte)0x45);
    }
}
