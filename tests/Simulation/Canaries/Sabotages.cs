using Entities.Tunnels;
using Shared.Messages.Entities;
using Simulation.Nodes;

namespace Simulation.Canaries;

/// <summary>The journal says that a batch is durable before it is: what was acknowledged may be lost.</summary>
internal sealed class AckBeforeCommit : ISabotage
{
    public void Spoil(SimulatedNode node) => node.Disk.LiesAboutSync = true;
}

/// <summary>One in so many timers never starts.</summary>
internal sealed class LostTimer(int oneIn, string kind) : ISabotage
{
    private int count;

    public IEntityKind Wrap(SimulatedNode node, IEntityKind inner) => inner.Kind != kind ? inner
        : new DroppingKind(inner, effect => effect is StartTimer && ++count % oneIn == 0);
}

/// <summary>A process that was taken for dead goes on beside the one that took its place, and nothing keeps it from writing.</summary>
internal sealed class DoubleOwner : ISabotage
{
    public void Spoil(SimulatedNode node)
    {
        node.Disk.HasNoFence = true;
        node.LivesOn = true;
    }
}

/// <summary>An effect that never happens.</summary>
internal sealed class LostEffect<TEffect>(int oneIn) : ISabotage where TEffect : Effect
{
    private int count;

    public IEntityKind Wrap(SimulatedNode node, IEntityKind inner) =>
        new DroppingKind(inner, effect => effect is TEffect && ++count % oneIn == 0);
}

/// <summary>A take-over leaves a row of each tunnel to its Resume, and a call's data waits for that.</summary>
internal sealed class LateRow : ISabotage
{
    public IEntityKind Wrap(SimulatedNode node, IEntityKind inner) => new DroppingKind(inner, _ => false, lostRows: 1);
}

/// <summary>A recovered tunnel keeps calls that were not established.</summary>
internal sealed class KeptSessions : ISabotage
{
    public ICallRole Role(ICallRole role) => new KeepingRole(role);
}
