using System.Runtime.InteropServices;

namespace Lns.Node.Forwarding.Counters;

/// <summary>
/// One session's record in the counter file: 64 octets, a cache line, host byte order. The layout is that of a file that a later
/// version opens: changing it means raising <see cref="CounterFile.FormatVersion"/>.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Octets)]
internal struct CounterSlot
{
    public const int Octets = 64;

    public SlotState State;

    /// <summary>Local tunnel id in the high half, local session id in the low one.</summary>
    public uint Ids;

    public uint LocalHash;

    /// <summary>Of the peer's endpoint and both of its ids: another call with our old ids has another.</summary>
    public uint PeerHash;

    public uint InstalledUnixSeconds;

    /// <summary>Data sequence number; the low 16 bits go on the wire.</summary>
    public uint NextNs;

    public long InputOctets;
    public long OutputOctets;
    public long InputPackets;
    public long OutputPackets;
    public long LastTrafficUnixMs;

    public readonly ulong Key => KeyOf(LocalHash, Ids);

    public static ulong KeyOf(uint localHash, uint ids) => (ulong)localHash << 32 | ids;
}

internal enum SlotState : uint
{
    Free = 0,
    Live = 1,

    /// <summary>The session is gone; its totals can be read until the slot is needed.</summary>
    Removed = 2,
}
