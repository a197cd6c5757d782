using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Platform;

/// <summary>
/// Blocks a reading thread until its descriptor is readable or it is told to stop. Neither shutdown nor close ends the wait, so a
/// descriptor that another process shares goes on working there.
/// </summary>
internal sealed unsafe class PacketWait : IDisposable
{
    private readonly SafeFileHandle stop;
    private volatile bool stopped;

    public PacketWait()
    {
        var descriptor = PacketNative.EventDescriptor(0, PacketNative.CloseOnExec);
        if (descriptor < 0)
            throw new IOException($"cannot make an eventfd: {PacketNative.Describe(PacketNative.LastError)}");
        stop = PacketNative.Own(descriptor);
    }

    public bool IsStopped => stopped;

    /// <returns>False once stopped.</returns>
    public bool UntilReadable(SafeHandle descriptor)
    {
        var entries = stackalloc PacketNative.PollEntry[2];
        entries[0] = PacketNative.PollEntry.ForInput(descriptor);
        entries[1] = PacketNative.PollEntry.ForInput(stop);
        while (!stopped)
        {
            var ready = PacketNative.Poll(entries, 2, -1);
            if (ready > 0 && entries[0].Returned != 0)
                return !stopped;
            if (ready < 0 && PacketNative.LastError != PacketNative.Interrupted)
                return false;
        }
        return false;
    }

    public void Stop()
    {
        if (stopped)
            return;
        stopped = true;
        ulong one = 1;
        _ = PacketNative.Write(stop, (byte*)&one, sizeof(ulong));
    }

    public void Dispose() => stop.Dispose();
}
