using Shared.Messages;

namespace Lns.Node.Forwarding.Counters;

/// <summary>Counts one session's traffic, in the counter file if it has a place there. Any thread may count.</summary>
public sealed unsafe class SessionTraffic
{
    // keeps the memory behind the pointer alive: the mapping, or an array on the pinned heap
    private readonly object memory;
    private readonly CounterSlot* slot;

    internal SessionTraffic(object memory, CounterSlot* slot)
    {
        this.memory = memory;
        this.slot = slot;
    }

    /// <summary>When this count began at zero.</summary>
    public uint InstalledUnixSeconds => slot->InstalledUnixSeconds;

    public long LastTrafficUnixMs => Volatile.Read(ref slot->LastTrafficUnixMs);

    /// <summary>Counters of a session for which the file had no room: they end with the process.</summary>
    public static SessionTraffic Unsaved(long nowUnixMs = 0)
    {
        var memory = GC.AllocateArray<byte>(CounterSlot.Octets, pinned: true);
        fixed (byte* start = memory)
        {
            ((CounterSlot*)start)->InstalledUnixSeconds = (uint)(nowUnixMs / 1000);
            return new SessionTraffic(memory, (CounterSlot*)start);
        }
    }

    public void CountInput(int octets, long nowUnixMs)
    {
        Interlocked.Add(ref slot->InputOctets, octets);
        Interlocked.Increment(ref slot->InputPackets);
        Volatile.Write(ref slot->LastTrafficUnixMs, nowUnixMs);
        GC.KeepAlive(memory);
    }

    public void CountOutput(int octets, long nowUnixMs)
    {
        Interlocked.Add(ref slot->OutputOctets, octets);
        Interlocked.Increment(ref slot->OutputPackets);
        Volatile.Write(ref slot->LastTrafficUnixMs, nowUnixMs);
        GC.KeepAlive(memory);
    }

    /// <summary>The next data sequence number; each session has its own, from 0 (RFC 2661 §5.4).</summary>
    public ushort TakeNs()
    {
        var next = Interlocked.Increment(ref slot->NextNs);
        GC.KeepAlive(memory);
        return (ushort)(next - 1);
    }

    /// <summary>The same, unless it is reserved no longer.</summary>
    /// <param name="reserved">Numbers below it may be used; counted beyond 16 bits.</param>
    /// <param name="left">How many are left after this one.</param>
    public bool TryTakeNs(uint reserved, out ushort ns, out uint left)
    {
        for (var next = Volatile.Read(ref slot->NextNs); ; next = Volatile.Read(ref slot->NextNs))
        {
            (ns, left) = ((ushort)next, next < reserved ? reserved - next - 1 : 0);
            if (next >= reserved) break;
            if (Interlocked.CompareExchange(ref slot->NextNs, next + 1, next) != next) continue;
            GC.KeepAlive(memory);
            return true;
        }
        GC.KeepAlive(memory);
        return false;
    }

    /// <summary>Numbers below this may have been used by another machine.</summary>
    public void SkipNs(uint reserved)
    {
        if (Volatile.Read(ref slot->NextNs) < reserved) Volatile.Write(ref slot->NextNs, reserved);
        GC.KeepAlive(memory);
    }

    public uint NextNs => Volatile.Read(ref slot->NextNs);

    /// <summary>A recovered tunnel's sessions count from 0 again (RFC 4951 §3.2.3).</summary>
    public void RestartNs()
    {
        Volatile.Write(ref slot->NextNs, 0);
        GC.KeepAlive(memory);
    }

    public TrafficCounters Read()
    {
        var counters = new TrafficCounters
        {
            InputOctets = (ulong)Volatile.Read(ref slot->InputOctets),
            OutputOctets = (ulong)Volatile.Read(ref slot->OutputOctets),
            InputPackets = (ulong)Volatile.Read(ref slot->InputPackets),
            OutputPackets = (ulong)Volatile.Read(ref slot->OutputPackets),
            LastTrafficUnixMs = Volatile.Read(ref slot->LastTrafficUnixMs),
        };
        GC.KeepAlive(memory);
        return counters;
    }
}
