using Protocols.Ppp.Control;

namespace Protocols.Ppp.Lcp;

/// <summary>The Authentication-Protocol option, both ways (RFC 1661 §6.2, RFC 1334 §2.1, RFC 1994 §3, RFC 2759 §3).</summary>
public static class AuthenticationOption
{
    private const byte Md5Algorithm = 5;
    private const byte MsChapV2Algorithm = 0x81;

    public static ConfigurationOption For(AuthenticationMethod method) => new(LcpOption.AuthenticationProtocol, method switch
    {
        AuthenticationMethod.Pap => new byte[] { 0xC0, 0x23 },
        AuthenticationMethod.ChapMd5 => new byte[] { 0xC2, 0x23, Md5Algorithm },
        AuthenticationMethod.MsChapV2 => new byte[] { 0xC2, 0x23, MsChapV2Algorithm },
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    });

    /// <returns>null for EAP, other CHAP algorithms and whatever else we don't know.</returns>
    public static AuthenticationMethod? Method(ConfigurationOption option) => option.Data.Span switch
    {
        [0xC0, 0x23] => AuthenticationMethod.Pap,
        [0xC2, 0x23, Md5Algorithm] => AuthenticationMethod.ChapMd5,
        [0xC2, 0x23, MsChapV2Algorithm] => AuthenticationMethod.MsChapV2,
        _ => null,
    };

    public static ushort Protocol(AuthenticationMethod method) =>
        method == AuthenticationMethod.Pap ? PppProtocol.Pap : PppProtocol.Chap;
}
