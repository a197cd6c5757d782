using System.Globalization;

namespace Protocols.Ip;

/// <summary>A network as in RFC 4632 §3.1: an address whose bits beyond <see cref="Length"/> are zero.</summary>
public readonly record struct Ipv4Prefix
{
    public const int MaxLength = 32;

    private Ipv4Prefix(Ipv4Address network, byte length) => (Network, Length) = (network, length);

    public Ipv4Address Network { get; }

    /// <summary>0 to 32 bits.</summary>
    public byte Length { get; }

    public static Ipv4Prefix Default => default;

    /// <summary>The prefix of this length around an address; bits beyond the length are cleared.</summary>
    public static Ipv4Prefix Of(Ipv4Address address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);
        return new Ipv4Prefix(new Ipv4Address(address.Value & Mask(length)), (byte)length);
    }

    public static Ipv4Prefix Host(Ipv4Address address) => Of(address, MaxLength);

    /// <summary>Reads "10.1.0.0/16". Refuses host bits ("10.1.0.1/16"): one of the two numbers would be a mistake.</summary>
    public static bool TryParse(string? text, out Ipv4Prefix prefix)
    {
        prefix = default;
        if (text?.Split('/') is not [var network, var bits] || !Ipv4Address.TryParse(network, out var address))
            return false;
        if (!byte.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > MaxLength)
            return false;
        prefix = Of(address, length);
        return prefix.Network == address;
    }

    public static Ipv4Prefix Parse(string text) =>
        TryParse(text, out var prefix) ? prefix : throw new FormatException($"'{text}' is no IPv4 prefix");

    public static uint Mask(int length) => length == 0 ? 0 : uint.MaxValue << (MaxLength - length);

    public bool Contains(Ipv4Address address) => (address.Value & Mask(Length)) == Network.Value;

    /// <summary>True when every address of <paramref name="other"/> lies in this prefix.</summary>
    public bool Covers(Ipv4Prefix other) => other.Length >= Length && Contains(other.Network);

    public override string ToString() => $"{Network}/{Length}";
}
