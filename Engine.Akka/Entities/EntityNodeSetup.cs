using Akka.Actor.Setup;

namespace Engine.Akka.Entities;

/// <summary>Gives what Akka.NET makes by reflection a way to the node.</summary>
internal sealed class EntityNodeSetup(EntityNode node) : Setup
{
    public EntityNode Node { get; } = node;
}
