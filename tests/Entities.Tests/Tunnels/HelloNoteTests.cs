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

    /// <summary>With the journal at a stand the acknowledgement leaves all the same.</summary>
    [Fact]
    public void TheAcknowledgementDoesNotWaitForIt()
    {
        var before = world.Lns.Written;
        world.Lns.CrashAtCommit(1, CrashSide.Before);
        lac.Send(new Hello());
        (Nr, world.Lns.Written, world.Lns.IsAlive).ShouldBe((lac.NextNs, before, false));
    }

    [Fact]
    public void AfterATakeoverThePeersNextMessageIsTakenAtOnce()
    {
        lac.Send(new Hello());
        world.Lns.Restart();
        world.Run(0.1);
        // the probe, and its answer
        lac.Send(null).Send(new Hello());
        Nr.ShouldBe(lac.NextNs);
    }

    /// <summary>What a death costs when the last of two hellos is not noted yet: the next message has to come three times.</summary>
    [Fact]
    public void BeforeItIsNotedThereIsAGap()
    {
        lac.Send(new Hello()).Send(new Hello());
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

    /// <summary>One that waited in the socket of a stopped process: its acknowledgement needs no number of ours, so it does not wait for the probe's answer.</summary>
    [Fact]
    public void AHelloThatComesDuringTheProbeIsAcknowledgedAtOnce()
    {
        // the journal does not know that OCRQ has been acknowledged, so OCRQ is the probe
        var nr = (ushort)(lac.Nr - 1);
        world.Lns.Restart();
        new HandTunnel(world, world.Lns, WorldNode.LacAddress, HandPeer.TunnelId) { Theirs = lac.Theirs, NextNs = lac.NextNs, FixedNr = nr }.Send(new Hello());
        world.Lns.Tunnel.Channel!.IsProbing.ShouldBeTrue();
        Nr.ShouldBe((ushort)(lac.NextNs + 1));
    }

    [Fact]
    public void HellosThatComeFastCostOneRecordASecond()
    {
        var before = Commits;
        for (var i = 0; i < 25; i++)
            lac.Send(new Hello());
        world.Run(1);
        Nr.ShouldBe(lac.NextNs);
        Commits.ShouldBeInRange(before + 3, before + 4);
    }

    [Fact]
    public void AMessageThatIsJournaledAnywayNotesTheHelloBeforeIt()
    {
        lac.Send(new Hello()).Send(new Hello());
        lac.Send(new Ocrp { AssignedSessionId = 21 }, lac.Last<Ocrq>().AssignedSessionId);
        var before = Commits;
        world.Run(2);
        Commits.ShouldBe(before);
    }
}
