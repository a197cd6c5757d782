using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.DialOut;

public class NormalCallTests
{
    [Fact]
    public void FromTriggerToEndOfLife()
    {
        var session = new SessionRig();

        session.Trigger().In(DialOutState.Authenticating);
        session.Effects.OfType<AskRadius>().Single().Question.Group.ShouldBe("home");

        session.Granted().In(DialOutState.Connecting);
        var tell = session.Effects.OfType<TellEntity>().Single();
        tell.To.ShouldBe(new EntityId(EntityKinds.Destination, Given.Lac1));
        var order = ((PlaceCall)tell.Command).Order;
        order.CallKey.ShouldStartWith(Given.Session + "#");
        order.CalledNumber.ShouldBe("5551234");
        order.Profile.Name.ShouldBe("remote-sites");
        order.Tunnel.LocalName.ShouldBe("lns");

        session.Accepted().In(DialOutState.Connecting);
        session.Up().In(DialOutState.InService);
        session.Effects.OfType<ForwardPackets>().Single().Packets.Single().ToArray().ShouldBe([0x45, 1]);

        session.Closed().In(DialOutState.Dormant);
        session.TimerLeft.ShouldBe(Given.D);
        session.TimerExpires().In(DialOutState.None);
        session.Rig.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void WritesFiveEventsAtMost()
    {
        var session = new SessionRig().Trigger().Trigger(false).Trigger(false).Granted().Accepted().Trigger(false).Up().Trigger(false)
            .Closed().TimerExpires();

        session.Rig.Journaled.ShouldBe(5);
    }

    [Fact]
    public void OwnsAPlaceInTheGateWhileItTriesAndNoLonger()
    {
        var session = new SessionRig().Trigger();
        session.Slots.ShouldBe(1);
        session.Granted().Slots.ShouldBe(1);
        session.Up().Slots.ShouldBe(0);
        session.Closed().Slots.ShouldBe(0);
    }
}
