namespace Lns.Node.Standby;

/// <summary>A standby as the active knows it.</summary>
/// <param name="ProcessId">0 when it can't be seen from here.</param>
/// <param name="EventsBehind">Null before it has said how far it is.</param>
/// <param name="Trouble">Why it can't follow the journal.</param>
public sealed record StandbyPeer(int ProcessId, long? EventsBehind, string? Trouble);
