using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Messages;

/// <summary>Datagrams captured on loopback from xl2tpd 1.3.18 (Debian 12) as an LNS that dials; the secret was "tunnel-secret".</summary>
public class ForeignMessageTests
{
    private const string Sccrq = """
        c802007900000000 00000000 8008000000000001 8008000000020100 800a0000000300000003 800a0000000400000000 0008000000060690
        800800000007766d 00130000000878656c6572616e63652e636f6d 8008000000096650 80080000000a0004
        80160000000b9b427b7cc2a00eb5064233b33181e006
        """;

    private const string Scccn = "c802002a12340000 00010001 8008000000000003 80160000000d6b27e67a1993f4bdb991ca4cdff95500";

    private const string Ocrq = """
        c802005b12340000 00020001 8008000000000007 80080000000e2464 800a0000000f00000001 800a0000001000002710 800a0000001100989680
        800a0000001200000000 800a0000001300000001 800d0000001535353531323334
        """;

    private const string ZlbWithSession = "c802000c12345678 00030002";

    [Fact]
    public void Sccrq_OfXl2tpd()
    {
        var message = Read<Sccrq>(Sccrq);
        message.HostName.ShouldBe("vm");
        message.VendorName.ShouldBe("xelerance.com");
        message.FirmwareRevision.ShouldBe((ushort)0x0690);
        message.FramingCapabilities.ShouldBe(FramingType.Synchronous | FramingType.Asynchronous);
        message.BearerCapabilities.ShouldBe(BearerType.None);
        message.AssignedTunnelId.ShouldBe((ushort)26192);
        message.ReceiveWindowSize.ShouldBe((ushort)4);
        message.Challenge!.Value.ToArray().ShouldBe(Octets.Of("9b427b7cc2a00eb5064233b33181e006"));
        message.TieBreaker.ShouldBeNull();
    }

    [Fact]
    public void Scccn_OfXl2tpd_AnswersTheChallengeItGot()
    {
        var response = Read<Scccn>(Scccn).ChallengeResponse!.Value.Span;
        TunnelAuthentication.Verify(MessageType.Scccn, "tunnel-secret"u8, "0123456789abcdef"u8, response).ShouldBeTrue();
        TunnelAuthentication.Verify(MessageType.Scccn, "tunnel-secreT"u8, "0123456789abcdef"u8, response).ShouldBeFalse();
        TunnelAuthentication.Verify(MessageType.Sccrp, "tunnel-secret"u8, "0123456789abcdef"u8, response).ShouldBeFalse();
    }

    [Fact]
    public void Ocrq_OfXl2tpd_AsksForNoBearerAndSynchronousFraming()
    {
        var message = Read<Ocrq>(Ocrq);
        message.AssignedSessionId.ShouldBe((ushort)0x2464);
        message.CallSerialNumber.ShouldBe(1u);
        message.MinimumBps.ShouldBe(10_000u);
        message.MaximumBps.ShouldBe(10_000_000u);
        message.Bearer.ShouldBe(BearerType.None);
        message.Framing.ShouldBe(FramingType.Synchronous);
        message.CalledNumber.ShouldBe("5551234");
        message.SubAddress.ShouldBeNull();
    }

    [Fact]
    public void Zlb_OfXl2tpd_CarriesASessionId()
    {
        L2tpHeader.Parse(Octets.Of(ZlbWithSession), out var header).ShouldBe(HeaderParse.Parsed);
        header.SessionId.ShouldBe((ushort)0x5678);
        header.PayloadLength.ShouldBe(0);
    }

    private static TMessage Read<TMessage>(string hex) where TMessage : ControlMessage
    {
        var datagram = Octets.Of(hex);
        L2tpHeader.Parse(datagram, out var header).ShouldBe(HeaderParse.Parsed);
        header.Length.ShouldBe(datagram.Length);
        return MessageVectors.ParsedMessage(datagram[header.HeaderLength..]).ShouldBeOfType<TMessage>();
    }
}
