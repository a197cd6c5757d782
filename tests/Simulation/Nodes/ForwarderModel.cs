using System.Buffers.Binary;
using Entities.Destinations;
using Google.Protobuf;
using Lns.Node.Forwarding.Wire;
using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Surroundings;

namespace Simulation.Nodes;

/// <summary>
/// The data path of an LNS without devices: rows of the forwarding table, counters that outlive the process, and LCP echoes that are
/// answered here.
/// </summary>
internal sealed class ForwarderModel(LnsNode node)
{
    private const ushort Lcp = 0xC021;
    private const ushort Ipv4 = 0x0021;

    private readonly Dictionary<(uint Tunnel, uint Session), ForwardingEntry> rows = [];
    private readonly Dictionary<(uint Tunnel, uint Session), TrafficCounters> counters = [];

    public IReadOnlyCollection<ForwardingEntry> Rows => rows.Values;

    public void Clear() => rows.Clear();

    public void Install(ForwardingEntry entry)
    {
        var key = (entry.LocalTunnelId, entry.LocalSessionId);
        if (!rows.ContainsKey(key) && !node.IsRecovering)
            counters[key] = new TrafficCounters();
        rows[key] = entry;
    }

    public void Remove(ForwardingKey key)
    {
        rows.Remove((key.LocalTunnelId, key.LocalSessionId));
        counters.Remove((key.LocalTunnelId, key.LocalSessionId));
    }

    public TrafficCounters Read(ForwardingKey key) =>
        counters.GetValueOrDefault((key.LocalTunnelId, key.LocalSessionId))?.Clone() ?? new TrafficCounters();

    public bool Send(ForwardingKey key, ReadOnlyMemory<byte> frame)
    {
        if (!rows.TryGetValue((key.LocalTunnelId, key.LocalSessionId), out var row))
            return false;
        Send(row, frame.ToArray());
        return true;
    }

    /// <summary>A packet from the home side to a site whose access route is installed.</summary>
    /// <returns>False when there is no such route: then it is a trigger.</returns>
    public bool Forward(Site site, byte[] packet)
    {
        var row = rows.Values.FirstOrDefault(row => row.AccessRoutes.Any(route => route.ToIPNetwork().Contains(site.Address)));
        if (row is null)
            return false;
        if (counters.TryGetValue((row.LocalTunnelId, row.LocalSessionId), out var count))
        {
            count.OutputPackets++;
            count.OutputOctets += (ulong)packet.Length;
            count.LastTrafficUnixMs = node.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        }
        Send(row, [0xFF, 0x03, 0x00, 0x21, .. packet]);
        return true;
    }

    /// <summary>A data message from a LAC.</summary>
    public void Receive(uint tunnelId, uint sessionId, byte[] frame)
    {
        if (!rows.TryGetValue((tunnelId, sessionId), out var row) || frame.Length < 4)
            return;
        var protocol = BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(2));
        if (protocol == Ipv4)
            Count(row, frame);
        else if (protocol != Lcp || !row.LcpOpened || !AnswersEcho(row, frame))
            node.Offer(new EntityId(EntityKinds.Tunnel, row.TunnelKey),
                new PppFrame { SessionId = sessionId, Frame = ByteString.CopyFrom(frame.AsSpan(2)) });
    }

    private bool AnswersEcho(ForwardingEntry row, byte[] frame)
    {
        var request = frame.AsSpan(4);
        if (!LcpEcho.IsRequest(request, row.LocalMagic, out var octets))
            return false;
        var reply = new byte[4 + octets];
        frame.AsSpan(0, 4).CopyTo(reply);
        LcpEcho.WriteReply(request[..octets], reply.AsSpan(4), row.LocalMagic);
        Send(row, reply);
        return true;
    }

    private void Count(ForwardingEntry row, byte[] frame)
    {
        if (!counters.TryGetValue((row.LocalTunnelId, row.LocalSessionId), out var count))
            return;
        count.InputPackets++;
        count.InputOctets += (ulong)frame.Length - 4;
        count.LastTrafficUnixMs = node.Clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    private void Send(ForwardingEntry row, byte[] frame) => node.World.Network.CarryData(node, row.Peer.ToIPEndPoint(),
        (ushort)row.PeerTunnelId, (ushort)row.PeerSessionId, frame);
}
