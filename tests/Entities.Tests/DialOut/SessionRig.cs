using Entities.DialOut;
using Entities.DialOut.Sessions;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.DialOut;

/// <summary>A dial-out session with what its tests say often. It books the places of the connecting gate.</summary>
internal sealed class SessionRig
{
    private readonly EntityRig rig;

    public SessionRig(int seed = 1) => rig = new EntityRig(new DialOutSessionKind(Policy), Given.Session, seed);

    public Policy Policy { get; } = new();

    public EntityRig Rig => rig;

    public DialOutSession Session => (DialOutSession)rig.State;

    public DialOutState State => Session.State;

    public IReadOnlyList<Effect> Effects => rig.Effects;

    /// <summary>Places brought and retaken, less those given back.</summary>
    public int Slots { get; private set; }

    public SessionRig Tell(IMessage command)
    {
        if (command is Trigger { HasSlot: true } or SlotFree)
            Slots++;
        rig.Tell(command);
        Book();
        return this;
    }

    public SessionRig Recover(bool fromSnapshot = false)
    {
        Slots = 0;
        _ = fromSnapshot ? rig.RecoverFromSnapshot() : rig.Recover();
        Book();
        return this;
    }

    public SessionRig Trigger(bool slot = true, byte mark = 1) => Tell(Given.Trigger(slot, mark));

    public SessionRig Granted(params string[] lacs) =>
        Tell(Given.Answer(Question, RadiusOutcome.Accept, Given.Accept(lacs.Length == 0 ? ["127.0.0.2"] : lacs)));

    public SessionRig Denied() => Tell(Given.Answer(Question, RadiusOutcome.Reject));

    public SessionRig Accepted() => Tell(new CallAccepted { CallKey = CallKey, TunnelKey = Given.Tunnel, SessionId = 7 });

    public SessionRig Up(string accessRoute = "10.10.1.0/24") => Tell(Given.Up(CallKey, accessRoute));

    public SessionRig Failed(uint result, uint error = 0, CallStage stage = CallStage.StageDialling, uint cause = 0) =>
        Tell(new CallFailed { CallKey = CallKey, Stage = stage, Result = result, Error = error, Cause = cause });

    public SessionRig Refused(RefusalReason reason, long since = 0) =>
        Tell(new CallRefused { CallKey = CallKey, Reason = reason, LockedOutSinceUnixMs = since });

    public SessionRig Closed(uint result = 1) => Tell(new CallClosed { CallKey = CallKey, Result = result });

    /// <summary>Time passes until the state's timer is due, and it fires.</summary>
    public SessionRig TimerExpires()
    {
        rig.Pass(Session.Until!.Value - rig.Now);
        return Tell(new TimerFired { Name = "state" });
    }

    /// <summary>Correlation of the open question, even when it is no longer open.</summary>
    public string Question => Entities.DialOut.CallKey.Of(Session.Key, Session.Attempt);

    public string CallKey => Session.CallKey ?? Question;

    public IEnumerable<T> Told<T>(string? kind = null) where T : IMessage => Effects.OfType<TellEntity>()
        .Where(tell => kind is null || tell.To.Kind == kind).Select(tell => tell.Command).OfType<T>();

    public TimeSpan? TimerLeft => Session.Until - rig.Now;

    public SessionRig In(DialOutState state)
    {
        State.ShouldBe(state);
        return this;
    }

    private void Book() => Slots += Effects.OfType<RetakeSlot>().Count() - Effects.OfType<ReleaseSlot>().Count();
}
