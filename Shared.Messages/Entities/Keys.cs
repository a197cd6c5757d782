using System.Globalization;
using System.Net;
using Google.Protobuf;

namespace Shared.Messages.Entities;

/// <summary>Conversions between endpoints on the wire between nodes and those of the socket layer.</summary>
public static class Endpoints
{
    public static IPEndPoint ToIp(this Endpoint endpoint) => new(new IPAddress(endpoint.Address.Span), (int)endpoint.Port);

    public static Endpoint ToWire(this IPEndPoint endpoint) =>
        new() { Address = ByteString.CopyFrom(endpoint.Address.GetAddressBytes()), Port = (uint)endpoint.Port };
}

/// <summary>Key of a tunnel: local endpoint and local tunnel id, as in <c>127.0.0.1:1701/4711</c>.</summary>
public readonly record struct TunnelKey(IPEndPoint Local, ushort TunnelId)
{
    public EntityId Entity => new(EntityKinds.Tunnel, ToString());

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Local}/{TunnelId}");

    public static TunnelKey Parse(string key)
    {
        var slash = key.LastIndexOf('/');
        return new(IPEndPoint.Parse(key.AsSpan(0, slash)), ushort.Parse(key.AsSpan(slash + 1), CultureInfo.InvariantCulture));
    }
}

/// <summary>Key of a destination: local endpoint and peer's endpoint, as in <c>127.0.0.1:1701|127.0.0.2:1701</c>.</summary>
public readonly record struct DestinationKey(IPEndPoint Local, IPEndPoint Peer)
{
    public EntityId Entity => new(EntityKinds.Destination, ToString());

    public override string ToString() => $"{Local}|{Peer}";

    public static DestinationKey Parse(string key)
    {
        var bar = key.IndexOf('|', StringComparison.Ordinal);
        return new(IPEndPoint.Parse(key.AsSpan(0, bar)), IPEndPoint.Parse(key.AsSpan(bar + 1)));
    }
}
