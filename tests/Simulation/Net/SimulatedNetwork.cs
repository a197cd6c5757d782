using System.Net;
using Entities.Destinations;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Nodes;

namespace Simulation.Net;

/// <summary>UDP between the machines: loses, repeats, delays and reorders as the weather has it.</summary>
internal sealed class SimulatedNetwork(World world)
{
    private readonly Random random = world.Chance("network");
    private readonly Dictionary<(SimulatedNode From, ushort Tunnel, int Message), int> lost = [];
    private readonly HashSet<(SimulatedNode From, ushort Tunnel, ushort Session, string Frame)> lostFrames = [];
    private readonly HashSet<(SimulatedNode, SimulatedNode)> cut = [];

    public Weather Weather { get; set; } = Weather.Fair;

    /// <summary>Nothing passes from one to the other any more.</summary>
    public void Cut(SimulatedNode from, SimulatedNode to) => cut.Add((from, to));

    public void Heal() => cut.Clear();

    public bool IsCut(SimulatedNode one, SimulatedNode other) => cut.Contains((one, other)) || cut.Contains((other, one));

    public void CarryControl(SimulatedNode from, SendDatagram datagram)
    {
        var payload = datagram.Payload.ToArray();
        world.Statistics.Sent(payload);
        if (NodeAt(datagram.Peer) is not { } to || L2tpHeader.Parse(payload, out var header) != HeaderParse.Parsed)
        {
            world.Fail($"{from.Name} sends to {datagram.Peer} what is no L2TP message or goes nowhere");
            return;
        }
        world.Trace(from.Name, () => $"→ {to.Name} {WireText.Of(header, payload)}");
        var message = header.PayloadLength == 0 ? WireText.Zlb : header.Ns;
        if (!IsLost(from, to, header.TunnelId, message))
            Deliver(from, to, () => Arrive(to, from.Address, header, payload));
        if (random.NextDouble() < Weather.Duplication)
            Deliver(from, to, () => Arrive(to, from.Address, header, payload));
    }

    /// <summary>A PPP frame (address and control in front) on a session.</summary>
    public void CarryData(SimulatedNode from, IPEndPoint peer, ushort tunnelId, ushort sessionId, byte[] frame)
    {
        if (NodeAt(peer) is not { } to)
            return;
        if (!IsFrameLost(from, to, tunnelId, sessionId, frame))
            Deliver(from, to, () =>
            {
                if (to is LnsNode lns)
                    lns.Forwarder.Receive(tunnelId, sessionId, frame);
                else
                    ((LacNode)to).ReceiveData(tunnelId, sessionId, frame);
            });
    }

    /// <summary>Within a budget each message may be lost only so often, so that a peer's retransmissions always suffice.</summary>
    private bool IsLost(SimulatedNode from, SimulatedNode to, ushort tunnelId, int message)
    {
        if (cut.Contains((from, to)))
            return true;
        if (random.NextDouble() >= Weather.Loss)
        {
            if (message == WireText.Zlb)
                lost.Remove((from, tunnelId, message));
            return false;
        }
        var key = (from, tunnelId, message);
        var before = lost.GetValueOrDefault(key);
        if (before >= Weather.LossesOfOneMessage)
            return false;
        lost[key] = before + 1;
        return true;
    }

    /// <summary>
    /// Within a budget no echo is lost but in an outage: three losses in a row are as good as a dead line. Nor is a packet of a negotiation,
    /// or its repetition, lost twice: an end that sends ten Configure-Requests 3 s apart (RFC 1661 §4.6) gives up although the other has
    /// opened. Of the ten so many are in vain at most: two while CHAP's Response and Success (or PAP's) are lost once each and the other end
    /// is not there yet, one in an outage, two for the losses of the request and its Ack, and two more for an Ack that comes after a Nak.
    /// </summary>
    private bool IsFrameLost(SimulatedNode from, SimulatedNode to, ushort tunnelId, ushort sessionId, byte[] frame)
    {
        if (cut.Contains((from, to)))
            return true;
        var isWithinBudget = world.Faults.Plan.IsWithinBudget;
        if ((isWithinBudget && WireText.IsEcho(frame)) || random.NextDouble() >= Weather.Loss)
            return false;
        return !isWithinBudget || !WireText.IsNegotiation(frame) || lostFrames.Add((from, tunnelId, sessionId, Convert.ToHexString(frame)));
    }

    private void Deliver(SimulatedNode from, SimulatedNode to, Action arrive)
    {
        var delay = Weather.Delay + (Weather.Jitter * random.NextDouble());
        if (random.NextDouble() < Weather.Straying)
            delay += TimeSpan.FromSeconds(3 * random.NextDouble());
        world.Agenda.In(delay, () =>
        {
            if (!cut.Contains((from, to)))
                to.Receive(arrive);
        });
    }

    private void Arrive(SimulatedNode to, IPEndPoint from, L2tpHeader header, byte[] payload)
    {
        var entity = header.TunnelId == 0 ? new DestinationKey(to.Address, from).Entity : new TunnelKey(to.Address, header.TunnelId).Entity;
        to.Offer(entity, new Datagram { Local = to.Address.ToMessage(), Peer = from.ToMessage(), Payload = ByteString.CopyFrom(payload) });
    }

    private SimulatedNode? NodeAt(IPEndPoint address) => world.Nodes.FirstOrDefault(node => node.Address.Equals(address));
}
