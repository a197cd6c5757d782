using System.Security.Cryptography;
using System.Text;

namespace Protocols.Ppp.Authentication;

/// <summary>Checks a proof against a password known here; stands in for RADIUS.</summary>
public static class LocalCheck
{
    /// <param name="password">UTF-8.</param>
    public static bool Proves(PeerProof proof, ReadOnlySpan<byte> password) => proof switch
    {
        PeerProof.Pap pap => CryptographicOperations.FixedTimeEquals(pap.Password.Span, password),
        PeerProof.ChapMd5 chap => CryptographicOperations.FixedTimeEquals(
            chap.Response.Span, ChapMd5.Response(chap.Identifier, password, chap.Challenge.Span)),
        PeerProof.MsChapV2 chap => CryptographicOperations.FixedTimeEquals(
            chap.NtResponse.Span,
            MsChapV2.NtResponse(chap.Challenge.Span, chap.PeerChallenge.Span, HashedName(chap.Name), password)),
        _ => false,
    };

    /// <summary>The whole answer, with the string that proves us to an MS-CHAPv2 peer.</summary>
    public static AuthenticationAnswer Answer(PeerProof proof, ReadOnlySpan<byte> password)
    {
        if (!Proves(proof, password))
            return AuthenticationAnswer.Reject("wrong name or password");
        return proof is PeerProof.MsChapV2 chap
            ? AuthenticationAnswer.Accept() with
            {
                MsChap2Success = MsChapV2.AuthenticatorResponse(
                    password, chap.NtResponse.Span, chap.PeerChallenge.Span, chap.Challenge.Span, HashedName(chap.Name)),
            }
            : AuthenticationAnswer.Accept();
    }

    private static byte[] HashedName(string name) => MsChapV2.WithoutDomain(Encoding.UTF8.GetBytes(name)).ToArray();
}
