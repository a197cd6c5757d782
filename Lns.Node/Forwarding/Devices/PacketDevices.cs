using Microsoft.Win32.SafeHandles;
using Platform;

namespace Lns.Node.Forwarding.Devices;

/// <summary>Opens the device that a virtual router's configuration names: <c>tun:NAME</c> or <c>unix:/PATH</c>.</summary>
public static class PacketDevices
{
    public const int DefaultMtu = 1500;

    private const string TunScheme = "tun:";
    private const string UnixScheme = "unix:";

    /// <returns>Null when the text names a device, else what is wrong with it. Opens nothing.</returns>
    public static string? FaultOf(string device)
    {
        if (device.StartsWith(TunScheme, StringComparison.Ordinal))
            return TunDevice.IsName(device[TunScheme.Length..])
                ? null
                : $"'{device}': an interface name has 1 to {TunDevice.MaxNameOctets} printable ASCII characters, no '/'";
        if (device.StartsWith(UnixScheme, StringComparison.Ordinal))
            return UnixPacketDevice.IsPath(device[UnixScheme.Length..])
                ? null
                : $"'{device}': the path of a socket begins with '/' and has at most {UnixPacketDevice.MaxPathOctets} octets";
        return $"'{device}' is no packet device: write tun:NAME or unix:/PATH";
    }

    /// <exception cref="IOException">The device cannot be opened; the message says what to do.</exception>
    public static IPacketDevice Open(string device, int mtu = DefaultMtu)
    {
        if (FaultOf(device) is { } fault)
            throw new IOException(fault);
        return device.StartsWith(TunScheme, StringComparison.Ordinal)
            ? TunDevice.Open(device[TunScheme.Length..], mtu)
            : UnixPacketDevice.Bind(device[UnixScheme.Length..]);
    }

    /// <summary>Goes on with a device that another process has opened under the same name; its settings are as that one left them.</summary>
    public static IPacketDevice Adopt(string device, SafeFileHandle descriptor) =>
        device.StartsWith(TunScheme, StringComparison.Ordinal)
            ? TunDevice.Adopt(descriptor, device[TunScheme.Length..])
            : UnixPacketDevice.Adopt(descriptor, device[UnixScheme.Length..]);
}
