namespace Protocols.Ppp;

public enum AuthenticationMethod
{
    /// <summary>RFC 1334 §2.</summary>
    Pap = 1,
    /// <summary>CHAP with algorithm 5 (RFC 1994).</summary>
    ChapMd5 = 2,
    /// <summary>CHAP with algorithm 0x81 (RFC 2759).</summary>
    MsChapV2 = 3,
}
