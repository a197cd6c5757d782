namespace Protocols.Tests.L2tp.Channel;

/// <summary>A datagram network on virtual time that loses, copies and reorders.</summary>
internal sealed class LossyLink(Random random, double loss, double copies)
{
    /// <summary>Both directions together stay well below a retransmission interval.</summary>
    public const int MaximumDelayMs = 200;

    private readonly PriorityQueue<Datagram, DateTimeOffset> underWay = new();

    public DateTimeOffset? NextArrival => underWay.TryPeek(out _, out var due) ? due : null;

    public void Send(Datagram datagram, DateTimeOffset now)
    {
        if (random.NextDouble() < loss)
            return;
        var count = random.NextDouble() < copies ? 2 : 1;
        for (var i = 0; i < count; i++)
            underWay.Enqueue(datagram, now.AddMilliseconds(random.Next(1, MaximumDelayMs)));
    }

    public Datagram? Arrived(DateTimeOffset now) => NextArrival <= now ? underWay.Dequeue() : null;
}

internal sealed record Datagram(SimulatedPeer To, ushort Ns, ushort Nr, ReadOnlyMemory<byte> Body);
