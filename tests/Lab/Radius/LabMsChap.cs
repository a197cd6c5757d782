using System.Security.Cryptography;
using System.Text;
using Protocols.Ppp.Authentication;
using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Lab.Radius;

/// <summary>MS-CHAPv2 with the attributes of RFC 2548 §2.3.</summary>
internal static class LabMsChap
{
    /// <summary>Ident, Flags, Peer-Challenge (16), Reserved (8), Response (24) (RFC 2548 §2.3.2).</summary>
    private const int ResponseLength = 50;

    private static readonly Range PeerChallenge = 2..18;
    private static readonly Range NtResponse = 26..50;

    /// <returns>Null where the request carries no MS-CHAP2-Response.</returns>
    public static LabVerdict? Judge(RadiusPacket request, LabUser user, string password)
    {
        if (request.First(MicrosoftType.Chap2Response, MicrosoftType.Vendor)?.Value.ToArray() is not { } response)
            return null;
        var challenge = request.First(MicrosoftType.ChapChallenge, MicrosoftType.Vendor)?.Value.ToArray();
        if (response.Length != ResponseLength || challenge?.Length != MsChapV2.ChallengeLength)
            return LabAuthenticator.Reject($"'{user.Name}' sent MS-CHAPv2 of a wrong size");

        var secret = Encoding.UTF8.GetBytes(password);
        var name = MsChapV2.WithoutDomain(Encoding.UTF8.GetBytes(user.Name));
        var expected = MsChapV2.NtResponse(challenge, response[PeerChallenge], name, secret);
        if (!CryptographicOperations.FixedTimeEquals(expected, response[NtResponse]))
            return LabAuthenticator.Reject($"'{user.Name}' has another password (MS-CHAPv2)", Failure(response[0]));
        var success = MsChapV2.AuthenticatorResponse(secret, response[NtResponse], response[PeerChallenge], challenge, name);
        return new(RadiusCode.AccessAccept, [.. user.Reply, Of(MicrosoftType.Chap2Success, response[0], success)],
            $"'{user.Name}' is authenticated by MS-CHAPv2");
    }

    /// <summary>RFC 2759 §6: 691 is a failed authentication, R=0 forbids another try.</summary>
    private static RadiusAttributeValue Failure(byte identifier) => Of(MicrosoftType.ChapError, identifier, "E=691 R=0 V=3");

    /// <summary>Both texts follow the identifier of the CHAP packet (RFC 2548 §2.1.5, §2.3.3).</summary>
    private static RadiusAttributeValue Of(byte type, byte identifier, string text) =>
        RadiusAttributeValue.Octets(new(MicrosoftType.Vendor, type), (byte[])[identifier, .. Encoding.ASCII.GetBytes(text)]);
}
