using FsCheck;
using FsCheck.Fluent;

namespace Protocols.Tests.L2tp.Channel;

public class ChannelProperties
{
    private const int Messages = 60;

    /// <summary>A run is given by its seed, which FsCheck prints when one fails.</summary>
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void Rfc2661_5_8_EverythingArrivesOnceAndInOrder() =>
        Check.One(Runs, Prop.ForAll(Seeds, seed => Run(seed, crashes: false)));

    [Fact]
    public void TakeoversLoseAndRepeatNothing() =>
        Check.One(Runs, Prop.ForAll(Seeds, seed => Run(seed, crashes: true)));

    [Fact]
    public void TheCheckerFindsALostMessage()
    {
        // A canary: the same run, judged as if a message more had been sent, must fail.
        Should.Throw<ShouldAssertException>(() => Run(1, crashes: false, expected: Messages + 1));
    }

    private static void Run(int seed, bool crashes, int expected = Messages)
    {
        var random = new Random(seed);
        // Swarm: each run has its own weather, and its own place in the circle of numbers, often just before the wrap.
        var link = new LossyLink(random, loss: random.Next(4) * 0.12, copies: random.Next(3) * 0.2);
        var window = (ushort)random.Next(1, 20);
        var (ns, nr) = ((ushort)random.Next(65500, 65540), (ushort)random.Next(65500, 65540));
        var a = new SimulatedPeer(link, ns, nr, window);
        var b = new SimulatedPeer(link, nr, ns, window) { Other = a };
        a.Other = b;
        var now = ChannelFixture.Start;
        for (var i = 0; i < Messages - 1; i++)
        {
            a.Post(i);
            b.Post(i);
            if (random.Next(4) == 0)
                now = RunFor(random.Next(1, 5000), link, a, b, now);
            if (random.Next(8) == 0)
                now = Idle(random, link, a, b, now);
            if (crashes && random.Next(10) == 0)
                now = Crash(random.Next(2) == 0 ? a : b, link, a, b, now);
        }

        // Whatever a crash made a peer forget, the next message brings it to light.
        now = RunFor(3_600_000, link, a, b, now);
        a.Post(Messages - 1);
        b.Post(Messages - 1);
        RunFor(3_600_000, link, a, b, now);
        a.Delivered.ShouldBe(Enumerable.Range(0, expected), $"seed {seed}");
        b.Delivered.ShouldBe(Enumerable.Range(0, expected), $"seed {seed}");
        (a.IsDone && b.IsDone).ShouldBeTrue($"seed {seed}");
        a.Channel.NextNr.ShouldBe(b.Channel.NextNs, $"seed {seed}");
        b.Channel.NextNr.ShouldBe(a.Channel.NextNs, $"seed {seed}");
    }

    /// <summary>In the middle of whatever goes on. The other side doesn't die in the same full cycle.</summary>
    private static DateTimeOffset Crash(SimulatedPeer victim, LossyLink link, SimulatedPeer a, SimulatedPeer b, DateTimeOffset now)
    {
        victim.Crash();
        RunFor(31_000, link, a, b, now);
        return now.AddSeconds(31);
    }

    /// <summary>Both fall silent, and hellos go by that no journal sees.</summary>
    private static DateTimeOffset Idle(Random random, LossyLink link, SimulatedPeer a, SimulatedPeer b, DateTimeOffset now)
    {
        now = RunFor(3_600_000, link, a, b, now);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            (random.Next(2) == 0 ? a : b).Hello();
            now = RunFor(60_000, link, a, b, now).AddSeconds(60);
        }

        return now;
    }

    /// <summary>Until nothing is left to happen, or the time is over.</summary>
    private static DateTimeOffset RunFor(int milliseconds, LossyLink link, SimulatedPeer a, SimulatedPeer b, DateTimeOffset now)
    {
        var end = now.AddMilliseconds(milliseconds);
        a.Flush(now);
        b.Flush(now);
        while (Next(link, a, b) is { } next && next <= end)
        {
            now = next > now ? next : now;
            while (link.Arrived(now) is { } datagram)
                datagram.To.Receive(datagram, now);
            a.Flush(now);
            b.Flush(now);
        }

        return now;
    }

    private static DateTimeOffset? Next(LossyLink link, SimulatedPeer a, SimulatedPeer b)
    {
        DateTimeOffset?[] due = [link.NextArrival, a.Channel.RetransmitDue, b.Channel.RetransmitDue];
        return due.Min();
    }
}
