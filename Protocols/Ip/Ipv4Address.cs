using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Protocols.Ip;

/// <summary>An IPv4 address as a number, so that tables and data paths need no objects.</summary>
public readonly record struct Ipv4Address(uint Value)
{
    public const int Octets = 4;

    /// <param name="octets">At least 4 octets, network order.</param>
    public static Ipv4Address Read(ReadOnlySpan<byte> octets) => new(BinaryPrimitives.ReadUInt32BigEndian(octets));

    public static bool TryParse(string? text, out Ipv4Address address)
    {
        address = default;
        // IPAddress also takes "10.1" and "0x0a000001"; a configuration that says so is more likely wrong than clever
        return IPAddress.TryParse(text, out var parsed) && TryFrom(parsed, out address) && address.ToString() == text;
    }

    public static Ipv4Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no IPv4 address");

    public static bool TryFrom(IPAddress from, out Ipv4Address address)
    {
        Span<byte> octets = stackalloc byte[Octets];
        var isIpv4 = from.AddressFamily == AddressFamily.InterNetwork && from.TryWriteBytes(octets, out _);
        address = isIpv4 ? Read(octets) : default;
        return isIpv4;
    }

    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt32BigEndian(destination, Value);

    public IPAddress ToIPAddress()
    {
        Span<byte> octets = stackalloc byte[Octets];
        Write(octets);
        return new IPAddress(octets);
    }

    public override string ToString() => $"{Value >> 24}.{(Value >> 16) & 0xFF}.{(Value >> 8) & 0xFF}.{Value & 0xFF}";
}
