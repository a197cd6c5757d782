using Entities.Tunnels;
using Shared.Messages.Entities;
using Simulation.Nodes;

namespace Simulation.Canaries;

/// <summary>A rule that is broken on purpose, to prove that the oracle sees it.</summary>
internal interface ISabotage
{
    IEntityKind Wrap(SimulatedNode node, IEntityKind kind) => kind;

    ICallRole Role(ICallRole role) => role;

    void Spoil(SimulatedNode node) { }
}

internal sealed class NoSabotage : ISabotage
{
    public static NoSabotage Instance { get; } = new();
}
