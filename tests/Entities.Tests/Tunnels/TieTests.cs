using Entities.Tests.World;
using Entities.Tunnels;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Tunnels;

/// <summary>RFC 2661 §4.4.3: both ends open a tunnel at once. The LNS's own tie breaker is random and not 0.</summary>
public class TieTests
{
    private const ulong Lowest = 0;
    private const ulong Highest = ulong.MaxValue;

    [Fact]
    public void WeWin_ThePeersRequestIsSilentlyDropped()
    {
        var (world, peer) = Tie(Highest);

        world.Lns.Tunnel.IsInitiator.ShouldBeTrue();
        peer.All<StopCcn>().ShouldBeEmpty();
        peer.All<Sccrp>().ShouldBeEmpty();
    }

    [Fact]
    public void WeLose_TheCallGoesThroughThePeersTunnel()
    {
        var (world, peer) = Tie(Lowest);
        var taken = world.Wire.Sent<Sccrp>(world.Lns).ShouldHaveSingleItem();
        world.Wire.Sent<StopCcn>(world.Lns).ShouldBeEmpty();

        peer.Theirs = taken.AssignedTunnelId;
        peer.Send(new Scccn());
        world.Run(0.5);

        world.Lns.Tunnel.IsInitiator.ShouldBeFalse();
        world.Wire.Log.Where(passed => passed.Message is Ocrq).ShouldHaveSingleItem().Header.TunnelId.ShouldBe(HandPeer.TunnelId);
        world.Lns.Answer<CallFailed>(1).ShouldBeNull();
    }

    [Fact]
    public void WeLose_AndTheNodeDiesThen()
    {
        var (world, peer) = Tie(Lowest);
        world.Lns.Restart();
        world.Place(1);
        world.Run(3);

        peer.Theirs = world.Wire.Sent<Sccrp>(world.Lns).First().AssignedTunnelId;
        peer.Send(new Scccn());
        world.Run(1);

        world.Lns.Tunnel.IsInitiator.ShouldBeFalse();
        world.Lns.Tunnel.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public void EqualOnes_BothAreDropped()
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLac(world);
        Sccrq(peer, peer.Last<Sccrq>().TieBreaker);
        world.Run(0.5);

        // the call is placed again, in a new tunnel with a new number
        world.Wire.Sent<Sccrp>(world.Lns).ShouldBeEmpty();
        world.Lns.Entities(EntityKinds.Tunnel).Count().ShouldBe(1);
        world.Wire.Sent<Sccrq>(world.Lns).DistinctBy(sccrq => sccrq.TieBreaker).Count().ShouldBe(2);
    }

    [Fact]
    public void OnlyOursHasOne_OursWins()
    {
        var (world, _) = Tie(null);

        world.Lns.Tunnel.IsInitiator.ShouldBeTrue();
        world.Wire.Sent<Sccrp>(world.Lns).ShouldBeEmpty();
    }

    [Fact]
    public void ATunnelThatLostIsForgotten()
    {
        var (world, _) = Tie(Lowest);
        world.Run(1);

        world.Lns.States<TunnelState>(EntityKinds.Tunnel).ShouldHaveSingleItem().IsInitiator.ShouldBeFalse();
    }

    /// <summary>A tie that is told too late changes nothing (§7.2.1: the tunnel stands).</summary>
    [Fact]
    public void ALateTieChangesNothing()
    {
        var world = new TunnelWorld().WithCallUp();
        world.Lns.TellTunnel(new LoseTie());
        world.Run(1);

        world.Lns.Tunnel.IsEstablished.ShouldBeTrue();
        world.Lns.Tunnel.Calls.ShouldHaveSingleItem();
    }

    private static (TunnelWorld, HandPeer) Tie(ulong? tieBreaker)
    {
        var world = new TunnelWorld(1, HandPeer.Open());
        var peer = HandPeer.AsLac(world);
        Sccrq(peer, tieBreaker);
        world.Run(0.5);
        return (world, peer);
    }

    private static void Sccrq(HandPeer peer, ulong? tieBreaker)
    {
        peer.Theirs = 0;
        peer.Send(new Sccrq
        {
            HostName = "lac",
            FramingCapabilities = FramingType.Asynchronous,
            BearerCapabilities = BearerType.Analog,
            AssignedTunnelId = HandPeer.TunnelId,
            TieBreaker = tieBreaker,
        });
    }
}
