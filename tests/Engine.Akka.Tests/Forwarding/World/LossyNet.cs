using Engine.Akka.Forwarding.Table;
using Google.Protobuf;
using Shared.Messages;

namespace Engine.Akka.Tests.Forwarding.World;

/// <summary>Carries octets between nodes: loses, copies, delays each on its own and so reorders; nothing passes between two sides.</summary>
internal sealed class LossyNet(Random random, Weather weather)
{
    private readonly PriorityQueue<(string From, string To, byte[] Octets), long> onTheWay = new();

    public bool IsCalm { get; set; }

    /// <summary>Nodes that are cut off from all others.</summary>
    public HashSet<string> CutOff { get; } = [];

    public void Send(string from, string to, TableMessage message, long now)
    {
        if (weather.LosesDigests && message.BodyCase == TableMessage.BodyOneofCase.Digest) return;
        var octets = message.ToByteArray();
        octets.Length.ShouldBeLessThan(64_000, "a message must fit a frame of the remoting");
        if (!IsCalm && random.NextDouble() < weather.Loss) return;
        var copies = !IsCalm && random.NextDouble() < weather.Copies ? 2 : 1;
        for (var copy = 0; copy < copies; copy++)
            onTheWay.Enqueue((from, to, octets), now + (IsCalm ? 1 : random.Next(1, weather.DelayMs + 1)));
    }

    /// <summary>What arrives by then; <paramref name="at"/> is when.</summary>
    public bool TryNext(long until, out long at, out (string From, string To, TableMessage Message) arrived)
    {
        while (onTheWay.TryPeek(out var next, out at) && at <= until)
        {
            onTheWay.Dequeue();
            if (CutOff.Contains(next.From) || CutOff.Contains(next.To)) continue;
            arrived = (next.From, next.To, TableMessage.Parser.ParseFrom(next.Octets));
            return true;
        }
        arrived = default;
        return false;
    }
}
