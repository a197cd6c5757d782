namespace Protocols.L2tp;

/// <summary>
/// One AVP as it stands on the wire (RFC 2661 §4.1).
/// <code>
/// |M|H| rsvd  |      Length       |           Vendor ID           |
/// |         Attribute Type        |        Attribute Value ...
/// </code>
/// </summary>
/// <param name="ReservedBits">One of the four reserved bits is set: the AVP counts as unrecognised.</param>
/// <param name="Value">Still hidden where <paramref name="Hidden"/> is set.</param>
internal readonly record struct Avp(bool Mandatory, bool Hidden, bool ReservedBits, ushort VendorId, ushort Attribute,
    ReadOnlyMemory<byte> Value)
{
    public const int HeaderLength = 6;

    /// <summary>The Length field has ten bits and counts the header.</summary>
    public const int MaximumLength = 1023;

    public const int MaximumValueLength = MaximumLength - HeaderLength;

    public const ushort MandatoryBit = 0x8000;
    public const ushort HiddenBit = 0x4000;
    public const ushort ReservedMask = 0x3C00;
    public const ushort LengthMask = 0x03FF;

    /// <summary>How the AVP is called in an error message, which should name its attribute (RFC 2661 §4.4.2, error 8).</summary>
    public string Label => VendorId == 0 ? $"AVP {Attribute}" : $"AVP {Attribute} of vendor {VendorId}";
}
