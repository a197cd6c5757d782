using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>
/// One peer as a tunnel end point: which tunnel takes a call, whether the peer is usable at all, and what becomes of messages with
/// tunnel id 0. It writes nothing for a call; which calls a tunnel has, the tunnel says.
/// </summary>
public sealed class DestinationKind(IDestinationPolicy policy) : EntityKind<Destination>
{
    public override string Kind => EntityKinds.Destination;

    public override JournalSchema Journal => JournalSchemas.Destination;

    protected override Destination InitialState(string key) => new() { Key = DestinationKey.Parse(key) };

    protected override void Decide(Turn<Destination> turn, IMessage command) =>
        new DestinationDecision(turn, policy.For(turn.State.Key)).Take(command);

    protected override void Resume(Turn<Destination> turn) => new DestinationDecision(turn, policy.For(turn.State.Key)).Resume();

    protected override Destination Evolve(Destination state, object @event) => DestinationEvolution.Apply(state, @event);

    protected override IMessage Snapshot(Destination state) => DestinationEvolution.Snapshot(state);

    /// <summary>Nothing is left that a fresh destination would not know as well.</summary>
    protected override bool IsOver(Destination state) => state.Tunnels.IsEmpty && state.Resting.IsEmpty && state.Held.IsEmpty
        && state.Lockout is null && state.Administrative == AdministrativeState.Enabled && !state.PeerHasAnswered;
}
