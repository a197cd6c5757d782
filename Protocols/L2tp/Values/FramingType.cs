namespace Protocols.L2tp;

/// <summary>Bits of Framing Capabilities and Framing Type (RFC 2661 §4.4.3, §4.4.4); other bits are reserved.</summary>
[Flags]
public enum FramingType : uint
{
    None = 0,
    Synchronous = 1,
    Asynchronous = 2,
}
