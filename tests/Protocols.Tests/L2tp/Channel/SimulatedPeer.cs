using System.Buffers.Binary;
using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Channel;

/// <summary>Drives a channel as an entity does: durable calls go to a journal, but not those about hellos.</summary>
internal sealed class SimulatedPeer
{
    private readonly LossyLink link;
    private readonly ControlChannel initial;
    private readonly List<Func<ControlChannel, ControlChannel>> journal = [];
    private readonly Queue<int> waiting = new();
    private int hellos;

    public SimulatedPeer(LossyLink link, ushort firstNs, ushort firstNr, ushort window)
    {
        this.link = link;
        // Patient enough that no seed ever gives up.
        var settings = new ControlChannelSettings { ReceiveWindowSize = window, MaximumRetransmissions = 60 };
        initial = ControlChannel.Restore(settings, new ControlChannelDurable(firstNs, firstNr, firstNs, window, []));
        Channel = initial;
    }

    public ControlChannel Channel { get; private set; }

    public SimulatedPeer Other { get; set; } = null!;

    public List<int> Delivered { get; } = [];

    public bool IsDone => waiting.Count == 0 && !Channel.HasUnacknowledged && !Channel.IsProbing;

    public void Post(int number) => waiting.Enqueue(number);

    public void Hello()
    {
        if (Channel.CanQueue && waiting.Count == 0)
            Channel = Channel.WithHello();
    }

    /// <summary>The process dies and another takes over with what was journaled.</summary>
    public void Crash()
    {
        Channel = journal.Aggregate(initial, (channel, call) => call(channel)).Resume(helloSlack: Other.hellos);
        if (Channel.NeedsProbe)
            Channel = Channel.WithHello();
    }

    public void Receive(Datagram datagram, DateTimeOffset now)
    {
        var (channel, _, needsAck) = Channel.Receive(datagram.Ns, datagram.Nr, 0, datagram.Body, now);
        Channel = channel;
        while (Channel.TryTake(out var message))
        {
            if (IsHello(message.Body))
                Channel = Channel.WithAccepted(message.Ns, message.PeerNr);
            else
                Journal(c => c.WithAccepted(message.Ns, message.PeerNr));
            if (!IsHello(message.Body))
                Delivered.Add(BinaryPrimitives.ReadInt32BigEndian(message.Body.Span));
        }

        if (!Flush(now) && needsAck)
            link.Send(new Datagram(Other, Channel.ZlbNs, Channel.NextNr, default), now);
    }

    /// <returns>Whether anything left.</returns>
    public bool Flush(DateTimeOffset now)
    {
        while (waiting.Count > 0 && Channel.CanQueue)
        {
            var body = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(body, waiting.Dequeue());
            var ns = Channel.NextNs;
            Journal(c => c.WithQueued(ns, 0, body));
        }

        var timeout = Channel.OnRetransmitTimer(now);
        timeout.GaveUp.ShouldBeFalse();
        var (channel, messages) = timeout.Channel.Transmit(now);
        Channel = channel;
        foreach (var message in timeout.Messages.Concat(messages))
        {
            if (IsHello(message.Body))
                hellos++;
            link.Send(new Datagram(Other, message.Ns, Channel.NextNr, message.Body), now);
        }

        Channel.Outstanding.ShouldBeLessThanOrEqualTo(Channel.PeerWindow);
        return timeout.Messages.Length + messages.Length > 0;
    }

    private void Journal(Func<ControlChannel, ControlChannel> call)
    {
        journal.Add(call);
        Channel = call(Channel);
    }

    private static bool IsHello(ReadOnlyMemory<byte> body) => body.Length == ChannelFixture.HelloBody.Length;
}
