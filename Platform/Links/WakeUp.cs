using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Platform.Links;

/// <summary>Something to wait for beside descriptors: readable from <see cref="Ring"/> until <see cref="Clear"/>.</summary>
public sealed unsafe class WakeUp : IDisposable
{
    private readonly SafeFileHandle handle;

    public WakeUp()
    {
        var descriptor = PacketNative.EventDescriptor(0, PacketNative.CloseOnExec | LinkCalls.EventNonBlocking);
        if (descriptor < 0)
            throw new IOException($"cannot make an eventfd: {PacketNative.Describe(PacketNative.LastError)}");
        handle = PacketNative.Own(descriptor);
    }

    public SafeHandle Handle => handle;

    public void Ring()
    {
        ulong one = 1;
        _ = PacketNative.Write(handle, (byte*)&one, sizeof(ulong));
    }

    public void Clear()
    {
        ulong count;
        _ = PacketNative.Read(handle, (byte*)&count, sizeof(ulong));
    }

    public void Dispose() => handle.Dispose();
}
