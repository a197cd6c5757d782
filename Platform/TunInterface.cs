using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Platform;

/// <summary>Settings of a network interface through the ioctls of netdevice(7) and the route ioctls of Linux; IPv4 only.</summary>
internal sealed unsafe class TunInterface : IDisposable
{
    /// <summary>struct ifreq: a name of 16 octets, then a union of 24.</summary>
    public const int RequestOctets = 40;
    public const int NameOctets = 16;

    private const nuint AddRouteRequest = 0x890B;
    private const nuint RemoveRouteRequest = 0x890C;
    private const nuint GetFlags = 0x8913;
    private const nuint SetFlags = 0x8914;
    private const nuint SetAddressRequest = 0x8916;
    private const nuint SetNetmask = 0x891C;
    private const nuint GetMtu = 0x8921;
    private const nuint SetMtu = 0x8922;
    private const short Up = 1;

    /// <summary>struct rtentry on 64-bit Linux: destination at 8, mask at 40, flags at 56, device name pointer at 88.</summary>
    private const int RouteOctets = 120;
    private const int RouteDestinationAt = 8;
    private const int RouteMaskAt = 40;
    private const int RouteFlagsAt = 56;
    private const int RouteDeviceAt = 88;
    private const ushort RouteUp = 1;
    private const int NoSuchProcess = 3;

    private readonly string name;
    private readonly SafeFileHandle socket;

    public TunInterface(string name)
    {
        this.name = name;
        var descriptor = PacketNative.Socket(
            PacketNative.AddressFamilyInternet, PacketNative.SocketDatagram | PacketNative.CloseOnExec, 0);
        socket = descriptor < 0 ? throw TunDevice.Failure("cannot open a socket", name) : PacketNative.Own(descriptor);
    }

    /// <summary>Changes only what differs, so that a device that an administrator prepared needs no privilege.</summary>
    public void BringUp(int mtu)
    {
        var request = stackalloc byte[RequestOctets];
        var value = request + NameOctets;
        WriteName(request, name);
        Demand(GetMtu, request, "cannot read the MTU of");
        if (*(int*)value != mtu)
        {
            *(int*)value = mtu;
            Demand(SetMtu, request, $"cannot set the MTU to {mtu} of");
        }
        Demand(GetFlags, request, "cannot read the flags of");
        if ((*(short*)value & Up) == 0)
        {
            *(short*)value |= Up;
            Demand(SetFlags, request, "cannot bring up");
        }
    }

    public void SetAddress(IPAddress address, int prefixLength)
    {
        var request = stackalloc byte[RequestOctets];
        WriteName(request, name);
        WriteSocketAddress(request + NameOctets, Value(address));
        Demand(SetAddressRequest, request, $"cannot give the address {address} to");
        WriteSocketAddress(request + NameOctets, Mask(prefixLength));
        Demand(SetNetmask, request, $"cannot set the prefix length {prefixLength} of");
    }

    public void AddRoute(IPAddress network, int prefixLength)
    {
        if (Route(AddRouteRequest, network, prefixLength) < 0 && PacketNative.LastError != PacketNative.FileExists)
            throw TunDevice.Failure($"cannot add the route {network}/{prefixLength} to {name}", name);
    }

    public void RemoveRoute(IPAddress network, int prefixLength)
    {
        if (Route(RemoveRouteRequest, network, prefixLength) < 0 && PacketNative.LastError != NoSuchProcess)
            throw TunDevice.Failure($"cannot remove the route {network}/{prefixLength} from {name}", name);
    }

    public void Dispose() => socket.Dispose();

    public static void WriteName(byte* request, string name)
    {
        new Span<byte>(request, RequestOctets).Clear();
        Encoding.ASCII.GetBytes(name, new Span<byte>(request, NameOctets - 1));
    }

    private int Route(nuint request, IPAddress network, int prefixLength)
    {
        var entry = stackalloc byte[RouteOctets];
        var device = stackalloc byte[RequestOctets];
        new Span<byte>(entry, RouteOctets).Clear();
        WriteName(device, name);
        WriteSocketAddress(entry + RouteDestinationAt, Value(network));
        WriteSocketAddress(entry + RouteMaskAt, Mask(prefixLength));
        *(ushort*)(entry + RouteFlagsAt) = RouteUp;
        *(byte**)(entry + RouteDeviceAt) = device;
        return PacketNative.Control(socket, request, entry);
    }

    private void Demand(nuint command, byte* request, string what)
    {
        if (PacketNative.Control(socket, command, request) < 0)
            throw TunDevice.Failure($"{what} {name}", name);
    }

    private static void WriteSocketAddress(byte* at, uint address)
    {
        var octets = new Span<byte>(at, 16);
        octets.Clear();
        *(ushort*)at = PacketNative.AddressFamilyInternet;
        BinaryPrimitives.WriteUInt32BigEndian(octets[4..], address);
    }

    private static uint Value(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes())
        : throw new IOException($"{address} is no IPv4 address; TUN interfaces carry IPv4 for now");

    private static uint Mask(int prefixLength) => prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
}
