using Entities.Tests.World;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Failover;

/// <summary>RFC 4951 §3.1, §5.1: what each side says of its own recovery, and what the other does with it.</summary>
public class CapabilityTests
{
    /// <summary>M 0, H 0, length 12, vendor 0, type 76; reserved, D, C; 30 000 ms: by hand from the figure of §5.1.</summary>
    private const string Ours = "000C" + "0000" + "004C" + "0003" + "00007530";

    [Fact]
    public void Rfc4951_5_1_SccrqAndSccrpCarryFailoverCapability()
    {
        var world = new TunnelWorld().WithCallUp();

        foreach (var opening in world.Wire.Log.Where(passed => passed.Message is Sccrq or Sccrp))
            Convert.ToHexString(opening.Body.Span).ShouldContain(Ours);
        world.Wire.Log.Count(passed => Convert.ToHexString(passed.Body.Span).Contains(Ours)).ShouldBe(2, "no other message may have it");
    }

    [Theory]
    [InlineData(true, true, 20_000u, 20)]
    [InlineData(true, false, 20_000u, 20)]
    [InlineData(false, true, 20_000u, 0)] // without C the Recovery Time does not count
    [InlineData(true, true, 0u, 0)] // "no additional time is requested"
    [InlineData(true, true, uint.MaxValue, 300)] // 49 days: our limit
    public void Rfc4951_5_1_TheRecoveryTimeOfThePeerIsHonoured(bool control, bool data, uint recoveryTimeMs, int seconds)
    {
        var (world, peer) = Tunnel(new FailoverCapability(control, data, recoveryTimeMs));
        world.Run(31 + seconds - 1);
        world.Lns.Milestones(Milestone.TunnelClosed).ShouldBeEmpty();

        world.Run(2);

        world.Lns.Milestones(Milestone.TunnelClosed).ShouldHaveSingleItem();
        peer.All<StopCcn>().ShouldBeEmpty();
    }

    [Fact]
    public void Rfc4951_5_1_APeerWithoutTheAvpIsGivenUpAsEver()
    {
        var (world, _) = Tunnel(null);
        world.Run(32);
        world.Lns.Milestones(Milestone.TunnelClosed).ShouldHaveSingleItem();
    }

    [Fact]
    public void Rfc4951_5_1_TheRecoveryTimeOutlivesARestart()
    {
        var (world, _) = Tunnel(new FailoverCapability(true, true, 20_000));
        world.Lns.RestartsFromSnapshot = true;
        world.Lns.Restart();
        world.Run(31 + 20 - 1);
        world.Lns.Milestones(Milestone.TunnelClosed).ShouldBeEmpty();

        world.Run(2);
        world.Lns.Milestones(Milestone.TunnelClosed).ShouldHaveSingleItem();
    }

    /// <summary>A LAC by hand that falls silent with the OCRQ unacknowledged.</summary>
    private static (TunnelWorld, HandPeer) Tunnel(FailoverCapability? says)
    {
        var world = new TunnelWorld(1, HandPeer.Open() with { LnsTunnel = new() { HostName = "lns", WaitReplySeconds = 1000 } });
        var peer = HandPeer.AsLac(world);
        peer.Send(new Sccrp
        {
            HostName = "lac",
            FramingCapabilities = FramingType.Asynchronous,
            BearerCapabilities = BearerType.Analog,
            AssignedTunnelId = HandPeer.TunnelId,
            FailoverCapability = says,
        });
        return (world, peer);
    }
}
