using System.Net;
using Google.Protobuf;
using Shared.Messages;

namespace Entities.Destinations;

/// <summary>Between the message and the type of the class library.</summary>
public static class Prefixes
{
    /// <summary>Bits beyond the length are cleared, a length beyond the address is cut: a remote server may have sent either.</summary>
    public static IPNetwork ToIPNetwork(this Prefix prefix)
    {
        if (prefix.Address.Length is not (4 or 16))
            return new IPNetwork(IPAddress.None, 32);
        var octets = prefix.Address.ToByteArray();
        var length = (int)Math.Min(prefix.Length, (uint)octets.Length * 8);
        for (var i = 0; i < octets.Length; i++)
            octets[i] &= (byte)(0xFF00 >> Math.Clamp(length - i * 8, 0, 8));
        return new IPNetwork(new IPAddress(octets), length);
    }

    public static Prefix ToMessage(this IPNetwork network) =>
        new() { Address = ByteString.CopyFrom(network.BaseAddress.GetAddressBytes()), Length = (uint)network.PrefixLength };
}
