using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Platform;

/// <summary>
/// A Linux TUN interface without packet information (IFF_TUN | IFF_NO_PI): what the host routes into it is read here, what is written
/// here arrives at the host. It lives as long as the descriptor, unless an administrator made it persistent.
/// </summary>
public sealed unsafe class TunDevice : IPacketDevice, ISharedDescriptor
{
    /// <summary>What fits the name field of the kernel, without the final zero (IFNAMSIZ).</summary>
    public const int MaxNameOctets = 15;

    private const string ClonePath = "/dev/net/tun";
    private const nuint SetInterface = 0x400454CA;
    private const ushort Tun = 0x0001;
    private const ushort NoPacketInformation = 0x1000;

    private readonly SafeFileHandle descriptor;
    private readonly PacketWait wait;
    private readonly TunInterface settings;

    private TunDevice(SafeFileHandle descriptor, string interfaceName)
    {
        this.descriptor = descriptor;
        InterfaceName = interfaceName;
        wait = new PacketWait();
        settings = new TunInterface(interfaceName);
    }

    public string InterfaceName { get; }

    public string Name => $"tun:{InterfaceName}";

    public SafeHandle Descriptor => descriptor;

    /// <summary>Creates the interface or attaches to one that waits for us, gives it its MTU and brings it up.</summary>
    /// <exception cref="IOException">The message says what the operator can do.</exception>
    public static TunDevice Open(string interfaceName, int mtu)
    {
        if (!IsName(interfaceName))
            throw new IOException($"'{interfaceName}' is no interface name: 1 to {MaxNameOctets} printable ASCII characters, no '/'");
        var clone = PacketNative.Open(ClonePath, PacketNative.ReadWrite | PacketNative.NonBlocking | PacketNative.CloseOnExec);
        if (clone < 0)
            throw Failure($"cannot open {ClonePath}", interfaceName);
        var device = new TunDevice(PacketNative.Own(clone), interfaceName);
        try
        {
            device.Attach();
            device.settings.BringUp(mtu);
            return device;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>Goes on with an interface that another process has handed over: it kept its carrier, its addresses and its routes.</summary>
    public static TunDevice Adopt(SafeFileHandle descriptor, string interfaceName) => new(descriptor, interfaceName);

    /// <summary>What the kernel takes as an interface's name, and a few odd ones that it doesn't.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= MaxNameOctets && text.All(c => c is > ' ' and <= '~' and not '/');

    public int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (!wait.IsStopped)
            {
                var octets = PacketNative.Read(descriptor, start, (nuint)buffer.Length);
                if (octets > 0)
                    return (int)octets;
                if (octets < 0 && PacketNative.LastError is not (PacketNative.TryAgain or PacketNative.Interrupted))
                    throw Failure($"the TUN interface {InterfaceName} is gone", InterfaceName);
                if (!wait.UntilReadable(descriptor))
                    break;
            }
        }
        return 0;
    }

    public bool Write(ReadOnlySpan<byte> packet)
    {
        fixed (byte* start = packet)
            return PacketNative.Write(descriptor, start, (nuint)packet.Length) == packet.Length;
    }

    /// <summary>Gives the interface an IPv4 address; the prefix becomes a connected route.</summary>
    public void SetAddress(IPAddress address, int prefixLength) => settings.SetAddress(address, prefixLength);

    /// <summary>Routes an IPv4 prefix into the interface. A route that is there already is left as it is.</summary>
    public void AddRoute(IPAddress network, int prefixLength) => settings.AddRoute(network, prefixLength);

    public void RemoveRoute(IPAddress network, int prefixLength) => settings.RemoveRoute(network, prefixLength);

    public void Stop() => wait.Stop();

    public void Dispose()
    {
        wait.Stop();
        descriptor.Dispose();
        settings.Dispose();
        wait.Dispose();
    }

    private void Attach()
    {
        var request = stackalloc byte[TunInterface.RequestOctets];
        TunInterface.WriteName(request, InterfaceName);
        *(ushort*)(request + TunInterface.NameOctets) = Tun | NoPacketInformation;
        if (PacketNative.Control(descriptor, SetInterface, request) < 0)
            throw Failure($"cannot create the TUN interface {InterfaceName}", InterfaceName);
    }

    internal static IOException Failure(string what, string interfaceName)
    {
        var error = PacketNative.LastError;
        var advice = error switch
        {
            PacketNative.NotPermitted or PacketNative.PermissionDenied =>
                $"; it needs CAP_NET_ADMIN: run as root, or let an administrator do 'ip tuntap add {interfaceName} mode tun user USER' "
                + $"and 'ip link set {interfaceName} up' first",
            PacketNative.NoSuchFile or PacketNative.NoDevice =>
                "; the kernel's tun module is not there: 'modprobe tun', or hand /dev/net/tun into the container",
            PacketNative.Busy => "; another process holds it",
            _ => "",
        };
        return new IOException($"{what}: {PacketNative.Describe(error)}{advice}");
    }
}
