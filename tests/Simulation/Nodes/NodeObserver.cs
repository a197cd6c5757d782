using Engine;
using Shared.Messages.Entities;

namespace Simulation.Nodes;

/// <summary>What an engine reports as a bug of ours fails the run.</summary>
internal sealed class NodeObserver(SimulatedNode node) : IEngineObserver
{
    public void DecideFailed(EntityId entity, string command, Exception exception) =>
        node.World.Fail($"{node.Name}: {entity} threw while deciding {command}: {exception}");

    public void EffectFailed(EntityId entity, Effect effect, Exception exception) =>
        node.World.Fail($"{node.Name}: {effect.GetType().Name} of {entity} threw: {exception}");

    public void EntityStopped(EntityId entity, string @event, Exception exception) =>
        node.World.Fail($"{node.Name}: {entity} can't take its own {@event}: {exception}");

    public void CommandLost(EntityId entity, string command) => node.World.Fail($"{node.Name}: {command} for {entity} was lost in a full mailbox");

    public void Failed(Exception cause) => node.World.Trace(node.Name, () => $"the engine has failed: {cause.Message}");
}
