using Entities.Destinations;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages.Entities;
using Simulation.Disk;
using Simulation.Net;
using Simulation.Nodes;

namespace Simulation.Oracle;

/// <summary>
/// Knows nothing of our channel. Holds what leaves a machine against RFC 2661 §5.8 and against its disk: a number stands for one message
/// in all lives of its sender, numbers come without a gap, nothing is acknowledged that was not sent, and nothing is sent or
/// acknowledged that is not durable. Hellos are the exception that architecture.md §2 makes.
/// </summary>
internal sealed class WireChecker(World world)
{
    private readonly Dictionary<(SimulatedNode Node, EntityId Tunnel), TunnelLedger> ledgers = [];
    private int resets;

    public TunnelLedger? Find(SimulatedNode node, EntityId tunnel) => ledgers.GetValueOrDefault((node, tunnel));

    public void Written(SimulatedNode node, EntityId tunnel, IMessage durable)
    {
        if (!ledgers.TryGetValue((node, tunnel), out var ledger) || ledger.IsDeleted)
            ledgers[(node, tunnel)] = ledger = new TunnelLedger();
        var before = ledger.Resets;
        ledger.Written(durable);
        if (ledger.Resets != before)
            ledger.LastReset = ++resets;
    }

    /// <summary>The node's disk has lost its tail.</summary>
    public void Excuse(SimulatedNode node)
    {
        foreach (var (key, ledger) in ledgers)
            if (key.Node == node)
                // its end may be among what is lost, and then it lives again
                (ledger.IsExcused, ledger.IsDeleted) = (true, false);
    }

    public void Deleted(SimulatedNode node, EntityId tunnel)
    {
        if (Find(node, tunnel) is { } ledger)
            ledger.IsDeleted = true;
    }

    public void Sent(SimulatedNode node, EntityId tunnel, SendDatagram datagram)
    {
        var octets = datagram.Payload.Span;
        if (L2tpHeader.Parse(octets, out var header) != HeaderParse.Parsed)
        {
            world.Fail($"{node.Name} sends what is no L2TP message");
            return;
        }
        if (Find(node, tunnel) is not { } ledger)
        {
            world.Fail($"{node.Name} {tunnel.Key} sends {WireText.Of(header, octets)} before anything of it is durable");
            return;
        }
        if (ledger.IsExcused)
            return;
        var body = octets.Slice(header.HeaderLength, header.PayloadLength);
        var peer = world.Nodes.First(one => one.Address.Equals(datagram.Peer));
        if (!body.IsEmpty)
            Rewind(ledger, header, body, peer, Find(peer, new TunnelKey(datagram.Peer, header.TunnelId).Entity));
        CheckNs(node, tunnel, ledger, header, body, WireText.Of(header, octets));
        ledger.Acknowledged = (node.Incarnation, ledger.PlaceOfNr(header.Nr));
        CheckNr(node, tunnel, ledger, header, datagram, WireText.Of(header, octets));
    }

    /// <summary>
    /// Hellos are not journaled. When both ends have died since, neither knows of them, and their numbers are given again: allowed
    /// while the peer has not acknowledged them in its present life.
    /// </summary>
    private static void Rewind(TunnelLedger ledger, in L2tpHeader header, ReadOnlySpan<byte> body, SimulatedNode peer, TunnelLedger? heard)
    {
        var ns = ledger.PlaceOfNs(header.Ns);
        if (ns >= ledger.Sent.Count || body.SequenceEqual(ledger.Sent[ns]) || ledger.Sent.Skip(ns).Any(sent => !WireText.IsHello(sent)))
            return;
        if (heard is null || (heard.Acknowledged.Incarnation == peer.Incarnation && heard.Acknowledged.Nr > ns))
            return;
        ledger.Rewind(ns);
        heard.CheckedNr = Math.Min(heard.CheckedNr, ns);
    }

    private void CheckNs(SimulatedNode node, EntityId tunnel, TunnelLedger ledger, in L2tpHeader header, ReadOnlySpan<byte> body, string text)
    {
        var ns = ledger.PlaceOfNs(header.Ns);
        if (ns > ledger.Sent.Count)
            world.Fail($"{node.Name} {tunnel.Key} leaves a gap before {text} (RFC 2661 §5.8)");
        else if (body.IsEmpty)
            return;
        else if (ns == ledger.Sent.Count)
            ledger.Sent.Add(body.ToArray());
        else if (!body.SequenceEqual(ledger.Sent[ns]))
            world.Fail($"{node.Name} {tunnel.Key} uses a number twice: {text} (RFC 2661 §5.8)");
        if (!WireText.IsHello(body) && (ledger.Queued(ns) is not { } durable || !body.SequenceEqual(durable.Span)))
            world.Fail($"{node.Name} {tunnel.Key} sends what is not durable: {text}");
    }

    private void CheckNr(SimulatedNode node, EntityId tunnel, TunnelLedger ledger, in L2tpHeader header, SendDatagram datagram, string text)
    {
        var nr = ledger.PlaceOfNr(header.Nr);
        if (nr <= ledger.CheckedNr || header.TunnelId == 0)
            return;
        var peer = world.Nodes.First(one => one.Address.Equals(datagram.Peer));
        var said = Find(peer, new TunnelKey(datagram.Peer, header.TunnelId).Entity);
        // until the recovery tunnel's SCCCN has come, this end speaks with the numbers from before, which the other has left behind (RFC 4951 §3.2.2)
        if (said?.LastReset > ledger.LastReset)
            return;
        if (said is null || (!said.IsExcused && (nr > said.Sent.Count || said.FirstNs != ledger.FirstNr)))
        {
            world.Fail($"{node.Name} {tunnel.Key} acknowledges what was never sent: {text} (RFC 2661 §5.8)");
            return;
        }
        // what a peer without a past says is not written down, and what stands there may be an earlier life's of the same tunnel id
        for (var ns = ledger.CheckedNr; !said.IsExcused && ns < nr && ns < said.Sent.Count; ns++)
            if (!WireText.IsHello(said.Sent[ns]) && !ledger.HasAccepted(ns))
                world.Fail($"{node.Name} {tunnel.Key} acknowledges Ns {ns} before it is durable: {text}");
        ledger.CheckedNr = nr;
    }
}
