using Protocols.L2tp;

namespace Protocols.Tests.L2tp.Channel;

internal static class ChannelFixture
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly byte[] HelloBody = ControlMessageCodec.Write(new Hello());

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    public static ControlChannel Open(ushort receiveWindow = 16) =>
        ControlChannel.Open(new ControlChannelSettings { ReceiveWindowSize = receiveWindow });

    public static byte[] Body(int number) => [(byte)(number >> 8), (byte)number];

    /// <summary>A channel in mid-life, idle: next to send <paramref name="ns"/>, next expected <paramref name="nr"/>.</summary>
    public static ControlChannel At(ushort ns, ushort nr, ushort receiveWindow = 16) => ControlChannel.Restore(
        new ControlChannelSettings { ReceiveWindowSize = receiveWindow },
        new ControlChannelDurable(ns, nr, ns, ControlChannelSettings.DefaultPeerWindow, []));

    public static ControlChannel Queue(this ControlChannel channel, int count)
    {
        for (var i = 0; i < count; i++)
            channel = channel.WithQueued(channel.NextNs, 0, Body(channel.NextNs));
        return channel;
    }

    public static ControlChannel Sent(this ControlChannel channel, DateTimeOffset now, params ushort[] expected)
    {
        var (next, messages) = channel.Transmit(now);
        messages.Select(message => message.Ns).ShouldBe(expected);
        return next;
    }

    /// <summary>A ZLB of the peer.</summary>
    public static ControlChannel Acked(this ControlChannel channel, ushort nr, DateTimeOffset now)
    {
        var (next, outcome, needsAck) = channel.Receive(0, nr, 0, default, now);
        outcome.ShouldBe(ChannelOutcome.Zlb);
        needsAck.ShouldBeFalse();
        return next;
    }

    public static ControlChannel Received(this ControlChannel channel, ushort ns, ChannelOutcome expected, double seconds = 0,
        ushort nr = 0)
    {
        var (next, outcome, needsAck) = channel.Receive(ns, nr, 0, Body(ns), At(seconds));
        outcome.ShouldBe(expected);
        needsAck.ShouldBe(expected is ChannelOutcome.InOrder or ChannelOutcome.Duplicate or ChannelOutcome.GapAccepted);
        return next;
    }

    public static ControlChannel Taken(this ControlChannel channel, params ushort[] expected)
    {
        var taken = new List<ushort>();
        while (channel.TryTake(out var message))
        {
            message.Body.ToArray().ShouldBe(Body(message.Ns));
            taken.Add(message.Ns);
            channel = channel.WithAccepted(message.Ns, message.PeerNr);
        }

        taken.ShouldBe(expected);
        return channel;
    }
}
