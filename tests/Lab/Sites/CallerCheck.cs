using System.Security.Cryptography;
using System.Text;
using Protocols.Ppp;

namespace Lab.Sites;

/// <summary>The site's own check of the caller: it knows one name and one password.</summary>
internal static class CallerCheck
{
    public static bool IsRight(PeerProof proof, SiteSettings settings) => proof.Name == settings.CallerName && proof switch
    {
        PeerProof.Pap pap => CryptographicOperations.FixedTimeEquals(pap.Password.Span, Encoding.UTF8.GetBytes(settings.CallerPassword)),
        // RFC 1994 §4.1: MD5 of identifier, secret and challenge
        PeerProof.ChapMd5 chap => CryptographicOperations.FixedTimeEquals(chap.Response.Span,
            MD5.HashData([chap.Identifier, .. Encoding.UTF8.GetBytes(settings.CallerPassword), .. chap.Challenge.Span])),
        _ => false,
    };
}
