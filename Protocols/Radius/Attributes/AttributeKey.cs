namespace Protocols.Radius.Attributes;

/// <param name="Vendor">0: a standard attribute.</param>
public readonly record struct AttributeKey(uint Vendor, byte Type)
{
    public static implicit operator AttributeKey(byte standardType) => new(0, standardType);

    public override string ToString() => Vendor == 0 ? $"{Type}" : $"{Vendor}:{Type}";
}
