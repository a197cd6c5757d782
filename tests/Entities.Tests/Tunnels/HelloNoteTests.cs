using Entities.Tests.World;
using Protocols.L2tp;

namespace Entities.Tests.Tunnels;

/// <summary>A peer's HELLO is acknowledged without the journal, which has its number soon after: whoever takes over then finds no gap (RFC 2661 §5.8).</summary>
public sealed class HelloNoteTests
{
    private readonly TunnelWorld world = new(1, HandPeer.Open());
    private readonly HandPeer lac;

    public HelloNoteTests()
    {
        lac = HandPeer.AsLacWithTunnel(world);
        world.Run(1);
    }

    private int Commits => world.Lns.Commits;

    /// <summary>What the LNS has acknowledged.</summary>
    private ushort Nr => world.Wire.Log.Last(passed => passed.From == world.Lns).Header.Nr;

    [Fact]
    public void TheAcknowledgementDoesNotWaitForIt()
    {
        var before = Commits;
        lac.Send(new Hello());
        (Nr, Commits).ShouldBe((lac.NextNs, before));
        world.Run(1);
        Commits.ShouldBe(before + 1);
    }

    [Fact]
    public void AfterATakeoverThePeersNextMessageIsTakenAtOnce()
    {
        lac.Send(new Hello());
        world.Run(1);
        world.Lns.Restart();
        world.Run(0.1);
        // the probe, and its answer
        lac.Send(null).Send(new Hello());
        Nr.ShouldBe(lac.NextNs);
    }

    /// <summary>What a death in the second between costs: the next message has to come three times.</summary>
    [Fact]
    public void BeforeItIsNotedThereIsAGap()
    {
        lac.Send(new Hello());
        world.Lns.Restart();
        world.Run(0.1);
        lac.Send(null).Send(new Hello());
        Nr.ShouldBe((ushort)(lac.NextNs - 2));
        foreach (var expected in (int[])[2, 0])
        {
            world.Run(1);
            lac.NextNs--;
            lac.Send(new Hello());
            Nr.ShouldBe((ushort)(lac.NextNs - expected));
        }
    }

    [Fact]
    public void HellosThatComeFastCostOneRecordASecond()
    {
        var before = Commits;
        for (var i = 0; i < 25; i++)
            lac.Send(new Hello());
        world.Run(1);
        Nr.ShouldBe(lac.NextNs);
        Commits.ShouldBeInRange(before + 1, before + 3);
    }

    [Fact]
    public void AMessageThatIsJournaledAnywayNotesTheHelloBeforeIt()
    {
        lac.Send(new Hello());
        lac.Send(new Ocrp { AssignedSessionId = 21 }, lac.Last<Ocrq>().AssignedSessionId);
        var before = Commits;
        world.Run(2);
        Commits.ShouldBe(before);
    }
}
