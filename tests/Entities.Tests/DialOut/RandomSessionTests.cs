using Entities.DialOut.Sessions;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.DialOut;

/// <summary>Whatever comes in whatever order: no throw, no place of the gate lost, no two calls alive.</summary>
public class RandomSessionTests
{
    [Fact]
    public void AnySequenceKeepsTheInvariants()
    {
        for (var seed = 0; seed < 2000; seed++)
            Walk(seed, steps: 60);
    }

    private static void Walk(int seed, int steps)
    {
        var random = new Random(seed);
        var session = new SessionRig(seed);
        var live = new HashSet<string>();
        for (var step = 0; step < steps; step++)
        {
            var before = session.State;
            if (random.Next(12) == 0)
                session.Recover(random.Next(2) == 0);
            else
            {
                var command = Command(random, session);
                live.Remove(Ended(command));
                session.Tell(command);
            }
            var context = $"seed {seed}, step {step}, {before} -> {session.State}";

            session.Slots.ShouldBe(DialOutSession.OwnsSlot(session.State) ? 1 : 0, context);
            Enum.IsDefined(session.State).ShouldBeTrue(context);
            (session.Session.Until is null).ShouldBe(
                session.State is DialOutState.None or DialOutState.InService or DialOutState.Failed, context);
            session.Session.Buffer.Count.ShouldBeLessThanOrEqualTo(8, context);
            (session.CallKey is not null && session.State is DialOutState.Connecting or DialOutState.InService)
                .ShouldBe(session.Session.Call is not null, context);
            Follow(session, live, context);
        }
    }

    // a call lives from its order until it is refused, has ended, or is told to close
    private static void Follow(SessionRig session, HashSet<string> live, string context)
    {
        foreach (var tell in session.Effects.OfType<TellEntity>())
            switch (tell.Command)
            {
                case PlaceCall place: live.Add(place.Order.CallKey); break;
                case CloseCall close: live.Remove(close.CallKey); break;
            }
        live.Count.ShouldBeLessThanOrEqualTo(1, context);
        if (session.Session.Call is null)
            live.ShouldBeEmpty(context);
    }

    private static string Ended(IMessage command) => command switch
    {
        CallFailed failed => failed.CallKey,
        CallRefused refused => refused.CallKey,
        CallClosed closed => closed.CallKey,
        _ => "",
    };

    private static IMessage Command(Random random, SessionRig session)
    {
        var key = random.Next(5) == 0 ? $"{Given.Session}#{random.Next(3)}" : session.CallKey;
        session.Rig.Pass(TimeSpan.FromSeconds(random.Next(4) == 0 ? random.Next(400) : 1));
        return random.Next(16) switch
        {
            0 or 1 or 2 => Given.Trigger(slot: random.Next(3) > 0, mark: (byte)random.Next(256)),
            3 => new SlotFree(),
            4 or 5 => Given.Answer(random.Next(5) == 0 ? key : session.Question, RadiusOutcome.Accept,
                Given.Accept(random.Next(3) == 0 ? ["127.0.0.2"] : ["127.0.0.2", "127.0.0.3", "127.0.0.4"])),
            6 => Given.Answer(session.Question, (RadiusOutcome)random.Next(4)),
            7 => new CallAccepted { CallKey = key, TunnelKey = Given.Tunnel },
            8 => new CallRefused { CallKey = key, Reason = (RefusalReason)random.Next(5), LockedOutSinceUnixMs = random.Next(1000) },
            9 => Given.Up(key, random.Next(4) == 0 ? "10.10.2.0/24" : "10.10.1.0/24"),
            10 or 11 => new CallFailed
            {
                CallKey = key, Stage = (CallStage)random.Next(4), Result = (uint)random.Next(14), Error = (uint)random.Next(9),
                TunnelFailed = random.Next(4) == 0, FromStopCcn = random.Next(4) == 0, AuthenticationFailed = random.Next(6) == 0,
            },
            12 => new CallClosed { CallKey = key, Unknown = random.Next(2) == 0 },
            13 => new TimerFired { Name = random.Next(3) == 0 ? "repeat" : "state" },
            14 => random.Next(8) == 0 ? new DeleteSession() : new ResetSession(),
            _ => new ShowDialOutSession(),
        };
    }

    [Fact]
    public void AnyAttributesOfAnAccessAcceptAreReadWithoutAThrow() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
        Gen.ListOf(Gen.Elements<uint>(1, 6, 27, 28, 64, 65, 66, 67, 69, 82, 83, 90, 91, 8, 9, 33, 35, 36, 37, 38, 39, 40, 41, 54)
            .SelectMany(type => Gen.Elements<uint>(0, 4874), (type, vendor) => (type, vendor))
            .SelectMany(_ => Gen.Choose(0, 40), (number, tag) => (number.type, number.vendor, tag))
            .SelectMany(_ => ArbMap.Default.GeneratorFor<byte[]>(), (number, value) => new RadiusAttribute
            {
                Type = number.type, Vendor = number.vendor, Tag = (uint)number.tag, Value = ByteString.CopyFrom(value),
            })).ToArbitrary(),
        attributes =>
        {
            var session = new SessionRig().Trigger();
            session.Tell(Given.Answer(session.Question, RadiusOutcome.Accept, [.. attributes]));
            return session.State is DialOutState.Inhibited or DialOutState.Connecting;
        }));
}
