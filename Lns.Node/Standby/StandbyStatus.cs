namespace Lns.Node.Standby;

/// <summary>What a standby can say of itself.</summary>
/// <param name="ActiveProcess">0 while it has joined nobody.</param>
/// <param name="EventsBehind">Records that the active has written and its entities here have not evolved by.</param>
/// <param name="Trouble">Why it can't follow the journal; it would take over by reading it from the start.</param>
public sealed record StandbyStatus(int ActiveProcess, int Descriptors, int Entities, long EventsBehind, string? Trouble)
{
    /// <summary>Of one that has just begun to look for an active.</summary>
    public static StandbyStatus Alone { get; } = new(0, 0, 0, 0, null);
}
