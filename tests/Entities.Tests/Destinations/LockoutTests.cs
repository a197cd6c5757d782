using Entities.Destinations;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Destinations;

public class LockoutTests
{
    private static readonly TimeSpan Lockout = TimeSpan.FromSeconds(300);

    [Fact]
    public void ATunnelThatFailsLocksTheDestinationOut()
    {
        var destination = LockedOut(out var since);

        destination.Effects.OfType<Report>().Single().Milestone.ShouldBe(Milestone.DestinationLockedOut);
        destination.Effects.OfType<StartTimer>().ShouldContain(new StartTimer("lockout", since + Lockout));
        destination.Place(2).Refusal.ShouldBe(new CallRefused
        {
            CallKey = DestinationRig.Call(2), Reason = RefusalReason.LockedOut, LockedOutSinceUnixMs = since.ToUnixTimeMilliseconds(),
        });
    }

    [Fact]
    public void ItEndsAfterItsTime()
    {
        var destination = LockedOut(out _).Fires("lockout", Lockout);
        destination.State.Lockout.ShouldBeNull();
        destination.Effects.OfType<Report>().Single().Milestone.ShouldBe(Milestone.DestinationUsable);
        destination.Place(2).ToTunnels<PlaceCall>().ShouldHaveSingleItem();
    }

    [Fact]
    public void AForcedCallIsTriedAndAnotherFailureKeepsTheFirstTime()
    {
        var destination = LockedOut(out var since);
        destination.Rig.Pass(TimeSpan.FromSeconds(100));
        destination.Place(2, force: true).ToTunnels<PlaceCall>().ShouldHaveSingleItem();
        destination.TunnelFails(destination.Only.Id);

        destination.State.Lockout!.SinceUnixMs.ShouldBe(since.ToUnixTimeMilliseconds());
        destination.State.Lockout.UntilUnixMs.ShouldBe((destination.Rig.Now + Lockout).ToUnixTimeMilliseconds());
        destination.Effects.OfType<Report>().ShouldBeEmpty();
    }

    [Fact]
    public void AForcedCallThatComesUpEndsIt()
    {
        var destination = LockedOut(out _).Place(2, force: true);
        destination.Load(destination.Only.Id, true, 2).State.Lockout.ShouldBeNull();
        destination.Effects.OfType<CancelTimer>().Single().Name.ShouldBe("lockout");
    }

    [Fact]
    public void WithTheTestOnItStaysOutUntilATestTunnelComesUp()
    {
        var destination = LockedOut(out _);
        destination.Policy.Settings = new DestinationSettings { LockoutTest = true };
        destination.Fires("lockout", Lockout);

        var (tunnel, open) = destination.ToTunnels<OpenTunnel>().Single();
        open.Terms.Secret.ToStringUtf8().ShouldBe("secret");
        destination.Place(2).Refusal.Reason.ShouldBe(RefusalReason.LockedOut);
        destination.Load(tunnel, true).State.Lockout.ShouldBeNull();
        destination.Place(3).ToTunnels<PlaceCall>().Single().Tunnel.ShouldBe(tunnel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ATestThatFailsBeginsItAnew(bool failed)
    {
        var destination = LockedOut(out _);
        destination.Policy.Settings = new DestinationSettings { LockoutTest = true };
        destination.Fires("lockout", Lockout);
        destination.Tell(new TunnelClosed { TunnelId = destination.Only.Id, Failed = failed });

        destination.State.Lockout!.UntilUnixMs.ShouldBe((destination.Rig.Now + Lockout).ToUnixTimeMilliseconds());
        destination.Fires("lockout", Lockout).ToTunnels<OpenTunnel>().ShouldHaveSingleItem();
    }

    [Fact]
    public void AClosedTunnelThatDidNotFailLocksNothingOut()
    {
        var destination = new DestinationRig().Place(1);
        destination.Tell(new TunnelClosed { TunnelId = destination.Only.Id }).State.Lockout.ShouldBeNull();
    }

    [Fact]
    public void AForgedSccrqLocksNothingOut()
    {
        var destination = new DestinationRig().Sccrq(7);
        destination.TunnelFails(destination.Only.Id).State.Lockout.ShouldBeNull();
    }

    [Fact]
    public void ACallOfAFailedTunnelThatIsToBePlacedAgainIsRefused()
    {
        var destination = new DestinationRig().Place(1);
        destination.TunnelFails(destination.Only.Id, 1).Refusal.Reason.ShouldBe(RefusalReason.LockedOut);
    }

    internal static DestinationRig LockedOut(out DateTimeOffset since)
    {
        var destination = new DestinationRig().Place(1);
        since = destination.Rig.Now;
        return destination.TunnelFails(destination.Only.Id);
    }
}
