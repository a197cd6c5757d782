using System.Net;

namespace Entities.Destinations;

/// <summary>FNV-1a, 64 bits: the same on every machine and in every version. Not for secrets.</summary>
internal static class StableHash
{
    private const ulong Offset = 0xcbf29ce484222325, Prime = 0x100000001b3;

    public static ulong Of(ReadOnlySpan<byte> octets)
    {
        var hash = Offset;
        foreach (var octet in octets)
            hash = (hash ^ octet) * Prime;
        return hash;
    }

    public static ulong Of(IPAddress address) => Of(address.GetAddressBytes());
}
