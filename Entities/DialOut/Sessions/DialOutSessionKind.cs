using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Sessions;

/// <summary>The control object of one triggered flow (dial-out §3).</summary>
public sealed class DialOutSessionKind(IDialOutPolicy policy) : EntityKind<DialOutSession>
{
    public override string Kind => EntityKinds.DialOutSession;

    public override JournalSchema Journal => JournalSchemas.DialOutSession;

    protected override DialOutSession InitialState(string key) => new() { Key = DialOutSessionKey.Parse(key) };

    protected override void Decide(Turn<DialOutSession> turn, IMessage command) => new SessionDecision(turn, policy).Take(command);

    protected override void Resume(Turn<DialOutSession> turn) => new SessionDecision(turn, policy).Resume();

    protected override DialOutSession Evolve(DialOutSession state, object @event) => Evolution.Apply(state, @event);

    protected override IMessage Snapshot(DialOutSession state) => Snapshots.Of(state);

    protected override bool IsOver(DialOutSession state) => state.State == DialOutState.None;
}
