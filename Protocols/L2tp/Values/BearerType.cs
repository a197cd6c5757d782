namespace Protocols.L2tp;

/// <summary>Bits of Bearer Capabilities and Bearer Type (RFC 2661 §4.4.3, §4.4.4); other bits are reserved.</summary>
[Flags]
public enum BearerType : uint
{
    None = 0,
    Digital = 1,
    Analog = 2,
}
