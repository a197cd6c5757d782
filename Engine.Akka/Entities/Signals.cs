using Shared.Messages.Entities;

namespace Engine.Akka.Entities;

/// <summary>The shard's answer to an entity that has said its life is over.</summary>
internal sealed class LifeIsOver
{
    public static LifeIsOver Instance { get; } = new();
}

/// <summary>The shard goes to another node.</summary>
internal sealed class Part
{
    public static Part Instance { get; } = new();
}

/// <summary>Says nothing; sees to it that the entity is there.</summary>
internal sealed record Nudge(EntityId To);
