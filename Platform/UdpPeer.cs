using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Platform;

/// <summary>A remote end, with its socket address ready for the kernel. Equal when address, scope and port are.</summary>
public sealed class UdpPeer : IEquatable<UdpPeer>
{
    private readonly byte[] socketAddress;
    private readonly UdpPeerKey key;

    private UdpPeer(IPEndPoint endPoint, byte[] socketAddress)
    {
        (EndPoint, this.socketAddress) = (endPoint, socketAddress);
        key = UdpPeerKey.Of(socketAddress);
    }

    public IPEndPoint EndPoint { get; }

    internal ReadOnlySpan<byte> SocketAddress => socketAddress;

    internal UdpPeerKey Key => key;

    public static UdpPeer Of(IPEndPoint endPoint)
    {
        var address = endPoint.Serialize();
        return new UdpPeer(endPoint, address.Buffer.Span[..address.Size].ToArray());
    }

    /// <param name="raw">struct sockaddr_in or sockaddr_in6.</param>
    internal static UdpPeer FromRaw(ReadOnlySpan<byte> raw)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(raw[2..]);
        var address = UdpPeerKey.IsIpv4(raw)
            ? new IPAddress(raw.Slice(4, 4))
            : new IPAddress(raw.Slice(8, 16), BitConverter.ToUInt32(raw[24..]));
        return new UdpPeer(new IPEndPoint(address, port), raw.ToArray());
    }

    public bool Equals(UdpPeer? other) => ReferenceEquals(this, other) || (other is not null && key == other.key);

    public override bool Equals(object? other) => Equals(other as UdpPeer);

    public override int GetHashCode() => key.GetHashCode();

    public override string ToString() => EndPoint.ToString();
}

/// <summary>A socket address by value: found in a table without making an object.</summary>
internal readonly record struct UdpPeerKey(ulong High, ulong Low, uint Scope, ushort Port)
{
    public static bool IsIpv4(ReadOnlySpan<byte> raw) => BitConverter.ToUInt16(raw) == (ushort)AddressFamily.InterNetwork;

    public static UdpPeerKey Of(ReadOnlySpan<byte> raw)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(raw[2..]);
        return IsIpv4(raw)
            ? new UdpPeerKey(0, BinaryPrimitives.ReadUInt32BigEndian(raw[4..]), 0, port)
            : new UdpPeerKey(
                BinaryPrimitives.ReadUInt64BigEndian(raw[8..]), BinaryPrimitives.ReadUInt64BigEndian(raw[16..]),
                BitConverter.ToUInt32(raw[24..]), port);
    }
}
