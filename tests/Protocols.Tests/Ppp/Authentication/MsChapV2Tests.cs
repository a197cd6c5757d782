using System.Text;
using Protocols.Ppp;
using Protocols.Ppp.Authentication;
using Protocols.Tests.Ppp.Support;

namespace Protocols.Tests.Ppp.Authentication;

/// <summary>The vectors of RFC 2759 §9.2.</summary>
public class MsChapV2Tests
{
    private static readonly byte[] UserName = Hex.Octets("55 73 65 72");
    private static readonly byte[] Password = Encoding.UTF8.GetBytes("clientPass");
    private static readonly byte[] AuthenticatorChallenge = Hex.Octets("5B5D7C7D7B3F2F3E3C2C602132262628");
    private static readonly byte[] PeerChallenge = Hex.Octets("21402324255E262A28295F2B3A337C7E");
    private static readonly byte[] NtResponse = Hex.Octets("82309ECD8D708B5EA08FAA3981CD83544233114A3D85D6DF");

    [Fact]
    public void Rfc2759_9_2_ChallengeHash() =>
        MsChapV2.ChallengeHash(PeerChallenge, AuthenticatorChallenge, UserName).ShouldBe(Hex.Octets("D02E4386BCE91226"));

    [Fact]
    public void Rfc2759_9_2_PasswordHash() =>
        MsChapV2.NtPasswordHash(Password).ShouldBe(Hex.Octets("44EBBA8D5312B8D611474411F56989AE"));

    [Fact]
    public void Rfc2759_9_2_PasswordHashHash() =>
        Md4.Hash(MsChapV2.NtPasswordHash(Password)).ShouldBe(Hex.Octets("41C00C584BD2D91C4017A2A12FA59F3F"));

    [Fact]
    public void Rfc2759_9_2_NtResponse() =>
        MsChapV2.NtResponse(AuthenticatorChallenge, PeerChallenge, UserName, Password).ShouldBe(NtResponse);

    [Fact]
    public void Rfc2759_9_2_AuthenticatorResponse() =>
        MsChapV2.AuthenticatorResponse(Password, NtResponse, PeerChallenge, AuthenticatorChallenge, UserName)
            .ShouldBe("S=407A5589115FD0D6209F510FE9C04566932CDA56");

    [Theory]
    [InlineData("User", "User")]
    [InlineData("CORP\\User", "User")]
    [InlineData("", "")]
    public void Rfc2759_4_TheDomainTakesNoPart(string name, string hashed) =>
        Encoding.UTF8.GetString(MsChapV2.WithoutDomain(Encoding.UTF8.GetBytes(name))).ShouldBe(hashed);

    private static PeerProof.MsChapV2 Proof(string name) =>
        new(name, 0x17, AuthenticatorChallenge, (byte[])[.. PeerChallenge, .. new byte[8], .. NtResponse, 0x01]);

    [Theory]
    [InlineData("User")]
    [InlineData("CORP\\User")]
    public void Rfc2759_8_AKnownPasswordAcceptsAndProvesItself(string name)
    {
        var answer = LocalCheck.Answer(Proof(name), Password);
        answer.Accepted.ShouldBeTrue();
        answer.MsChap2Success.ShouldBe("S=407A5589115FD0D6209F510FE9C04566932CDA56");
        LocalCheck.Answer(Proof(name), "clientPasS"u8).Accepted.ShouldBeFalse();
    }

    [Fact]
    public void Rfc2548_2_3_2_TheRadiusAttributeOrdersTheFieldsItsOwnWay() =>
        // Ident, Flags, Peer-Challenge, reserved, Response
        Proof("User").ToRadiusResponse().ShouldBe((byte[])[0x17, 0x01, .. PeerChallenge, .. new byte[8], .. NtResponse]);
}
