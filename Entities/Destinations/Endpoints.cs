using System.Net;
using Google.Protobuf;
using Shared.Messages;

namespace Entities.Destinations;

/// <summary>Between the message and the type of the class library.</summary>
public static class Endpoints
{
    /// <summary>An address that is neither 4 nor 16 octets long becomes 0.0.0.0: only our own code writes endpoints.</summary>
    public static IPEndPoint ToIPEndPoint(this Endpoint endpoint) => new(
        endpoint.Address.Length is 4 or 16 ? new IPAddress(endpoint.Address.Span) : IPAddress.Any,
        (int)Math.Min(endpoint.Port, IPEndPoint.MaxPort));

    public static Endpoint ToMessage(this IPEndPoint endpoint) =>
        new() { Address = ByteString.CopyFrom(endpoint.Address.GetAddressBytes()), Port = (uint)endpoint.Port };
}
