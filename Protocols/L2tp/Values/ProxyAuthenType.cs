namespace Protocols.L2tp;

/// <summary>RFC 2661 §4.4.5.</summary>
public enum ProxyAuthenType : ushort
{
    Reserved = 0,
    Textual = 1,
    Chap = 2,
    Pap = 3,
    None = 4,
    MsChapV1 = 5,
}
