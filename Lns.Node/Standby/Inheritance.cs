using System.Net;
using Lns.Node.Forwarding.Devices;
using Microsoft.Win32.SafeHandles;
using Platform;

namespace Lns.Node.Standby;

/// <summary>Descriptors that the active has handed over, by what they are called. What nobody claims is closed with it.</summary>
internal sealed class Inheritance : IDisposable
{
    private readonly Dictionary<string, SafeFileHandle> descriptors = [];

    public int Count => descriptors.Count;

    public void Add(string name, SafeFileHandle descriptor)
    {
        if (descriptors.Remove(name, out var earlier))
            earlier.Dispose();
        descriptors.Add(name, descriptor);
    }

    /// <returns>The bound port, or null when none was handed over.</returns>
    public UdpPort? TakePort(IPEndPoint local) => descriptors.Remove($"{local}", out var descriptor) ? UdpPort.Adopt(descriptor) : null;

    /// <param name="name">As in configuration.</param>
    /// <inheritdoc cref="TakePort"/>
    public IPacketDevice? TakeDevice(string name) =>
        descriptors.Remove(name, out var descriptor) ? PacketDevices.Adopt(name, descriptor) : null;

    public void Dispose()
    {
        foreach (var descriptor in descriptors.Values)
            descriptor.Dispose();
        descriptors.Clear();
    }
}
