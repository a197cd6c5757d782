using System.Net;
using Platform.Polling;

namespace Lac.Node.Lines.Data;

/// <summary>
/// The way of data messages from one UDP socket to the bridges: a ring with one writer, the socket's receiving thread, and one
/// reader, the lines' thread. Neither locks nor allocates.
/// </summary>
public sealed class Downlink
{
    /// <summary>A power of two. 10 000 busy lines send some 70 000 frames a second: 15 ms of them.</summary>
    private const int SlotCount = 1024;

    private struct Slot
    {
        public IPEndPoint From;
        public uint Session;
        public int Sequence;
        public int Length;
        public byte[] Frame;
    }

    private const int NotSequenced = -1;

    private readonly Slot[] slots = new Slot[SlotCount];
    private readonly Dictionary<uint, LineBridge> bridges = [];
    private readonly Poller poller;
    private uint written;
    private uint read;
    private long dropped;

    internal Downlink(Poller poller)
    {
        this.poller = poller;
        poller.Turned += Drain;
    }

    /// <summary>Messages lost because the ring was full, the frame too long, the session unknown, or the sender not its peer.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>From the socket's receiving thread only.</summary>
    /// <param name="ns">Null where the message carries no sequence numbers.</param>
    /// <param name="frame">What follows the header and its offset pad; copied.</param>
    public void Deliver(IPEndPoint from, ushort tunnelId, ushort sessionId, ushort? ns, ReadOnlySpan<byte> frame)
    {
        if (frame.Length > LineBridge.MaximumFrame || written - Volatile.Read(ref read) == SlotCount)
        {
            Interlocked.Increment(ref dropped);
            return;
        }

        ref var slot = ref slots[written % SlotCount];
        slot.From = from;
        slot.Session = Key(tunnelId, sessionId);
        slot.Sequence = ns ?? NotSequenced;
        slot.Length = frame.Length;
        frame.CopyTo(slot.Frame ??= new byte[LineBridge.MaximumFrame]);
        Volatile.Write(ref written, written + 1);
        poller.WakeUp();
    }

    internal void Add(LineBridge bridge) => bridges[Key(bridge.Ids.LocalTunnelId, bridge.Ids.LocalSessionId)] = bridge;

    internal void Remove(LineBridge bridge)
    {
        var key = Key(bridge.Ids.LocalTunnelId, bridge.Ids.LocalSessionId);
        if (bridges.TryGetValue(key, out var current) && ReferenceEquals(current, bridge))
            bridges.Remove(key);
    }

    private static uint Key(ushort tunnelId, ushort sessionId) => (uint)tunnelId << 16 | sessionId;

    private void Drain()
    {
        var end = Volatile.Read(ref written);
        if (read == end)
            return;
        // a bridge that was ordered before the first of these came
        poller.RunPosted();
        while (read != end)
        {
            try
            {
                Forward(slots[read % SlotCount]);
            }
            finally
            {
                Volatile.Write(ref read, read + 1);
            }
        }
    }

    private void Forward(in Slot slot)
    {
        // address and port stay fixed for a tunnel's life (RFC 2661 §8.1): anybody else is not the peer
        if (!bridges.TryGetValue(slot.Session, out var bridge) || !bridge.Peer.Equals(slot.From))
            Interlocked.Increment(ref dropped);
        else
            bridge.FromTunnel(slot.Sequence == NotSequenced ? null : (ushort)slot.Sequence, slot.Frame.AsSpan(0, slot.Length));
    }
}
