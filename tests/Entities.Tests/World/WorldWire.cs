using System.Net;
using Protocols.L2tp;
using Shared.Messages.Entities;

namespace Entities.Tests.World;

/// <summary>A datagram as it passed by.</summary>
/// <param name="Message">Null for a ZLB, and for what could not be read without the secret.</param>
internal sealed record Passed(DateTimeOffset At, WorldNode From, L2tpHeader Header, ReadOnlyMemory<byte> Body, ControlMessage? Message)
{
    public bool IsZlb => Body.IsEmpty;
}

/// <summary>UDP between the nodes: it may lose, repeat, delay and reorder. Everything that leaves a node is checked.</summary>
internal sealed class WorldWire(TunnelWorld world)
{
    private readonly SequenceChecker checker = new();

    public double Loss { get; set; }

    public double Repetition { get; set; }

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Up to so much is added at random, so that datagrams overtake each other.</summary>
    public TimeSpan Jitter { get; set; }

    /// <summary>True: this one is lost.</summary>
    public Func<Passed, bool>? Drops { get; set; }

    /// <summary>Changes a datagram under way.</summary>
    public Func<WorldNode, byte[], byte[]>? Rewrites { get; set; }

    /// <summary>The LAC's datagrams seem to come from there (RFC 2661 §8.1 lets a responder choose another port).</summary>
    public IPEndPoint? LacAnswersFrom { get; set; }

    /// <summary>All that left a node, lost or not.</summary>
    public List<Passed> Log { get; } = [];

    public IEnumerable<T> Sent<T>(WorldNode from) where T : ControlMessage =>
        Log.Where(passed => passed.From == from).Select(passed => passed.Message).OfType<T>();

    /// <summary>Messages that left after the first <paramref name="count"/> datagrams, and were no copies of earlier ones.</summary>
    public IReadOnlyList<Passed> NewSince(int count)
    {
        var before = Log.Take(count).Where(passed => !passed.IsZlb).Select(Identity).ToHashSet();
        return [.. Log.Skip(count).Where(passed => !passed.IsZlb && before.Add(Identity(passed)))];
        static (WorldNode, ushort, ushort) Identity(Passed passed) => (passed.From, passed.Header.TunnelId, passed.Header.Ns);
    }

    public void Carry(WorldNode from, EntityId self, SendDatagram datagram)
    {
        var payload = datagram.Payload.ToArray();
        var passed = Read(from, payload);
        checker.Observe(self, passed, world.Nodes.FirstOrDefault(node => node.Local.Equals(datagram.Peer)), world.Now);
        Log.Add(passed);
        if (Rewrites is { } rewrite) payload = rewrite(from, payload);
        if (Drops?.Invoke(passed) != true && world.Random.NextDouble() >= Loss) Deliver(from, datagram.Peer, payload);
        if (world.Random.NextDouble() < Repetition) Deliver(from, datagram.Peer, payload);
    }

    /// <inheritdoc cref="SequenceChecker.TakeBack"/>
    public void TakeBack(EntityId tunnel) => checker.TakeBack(tunnel);

    /// <summary>A datagram that no entity sent.</summary>
    public void Inject(WorldNode to, IPEndPoint from, byte[] payload)
    {
        if (world.Nodes.FirstOrDefault(node => node.Local.Equals(from)) is { } seat && L2tpHeader.Parse(payload, out var header) == HeaderParse.Parsed
            && header.IsControl)
            checker.Follow(Read(seat, payload), to);
        world.In(Delay, () => to.ReceiveDatagram(from, payload));
    }

    private void Deliver(WorldNode from, IPEndPoint peer, byte[] payload)
    {
        var source = from == world.Lac && LacAnswersFrom is { } other ? other : from.Local;
        var to = world.Nodes.FirstOrDefault(node => node.Local.Equals(peer) || (node == world.Lac && peer.Equals(LacAnswersFrom)));
        if (to is not null) world.In(Delay + (Jitter * world.Random.NextDouble()), () => to.ReceiveDatagram(source, payload));
    }

    private Passed Read(WorldNode from, byte[] payload)
    {
        L2tpHeader.Parse(payload, out var header).ShouldBe(HeaderParse.Parsed, "what we send is well formed");
        var body = payload.AsMemory(header.HeaderLength, header.PayloadLength);
        var secret = world.Settings.LacSecret;
        var message = body.IsEmpty ? null : ControlMessageCodec.Parse(body, System.Text.Encoding.UTF8.GetBytes(secret)) is ControlMessageParse.Parsed parsed ? parsed.Message : null;
        return new Passed(world.Now, from, header, body, message);
    }
}
