namespace Engine.Akka;

/// <summary>What is bounded on a node, and why there. Per entity the limits are <see cref="Limits"/>.</summary>
public static class ClusterLimits
{
    /// <summary>Commands of this node that no entity has decided yet, above which peers' input and questions are refused: about 100 ms of work.</summary>
    public const int UndecidedPeer = 16_384;

    /// <summary>
    /// The same, above which even our own tells are lost: eight times as much, since each peer input causes few of them. They are lost
    /// rather than awaited, because two entities that wait for each other never end.
    /// </summary>
    public const int UndecidedTells = 131_072;
}
