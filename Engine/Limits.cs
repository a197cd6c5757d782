namespace Engine;

/// <summary>What is bounded, and why there.</summary>
public static class Limits
{
    /// <summary>Commands waiting in one partition above which peers' input and questions are refused: about 100 ms of work.</summary>
    public const int MailboxPeer = 8_192;

    /// <summary>
    /// Commands waiting in one partition above which even our own tells are lost. Far above <see cref="MailboxPeer"/>, since each peer
    /// input causes few of them. They are lost rather than awaited, because two partitions that wait for each other never end.
    /// </summary>
    public const int MailboxTells = 131_072;

    /// <summary>
    /// Decisions of one partition that may run ahead of the journal; above it the partition takes no commands. A minute's stall of a
    /// quiet node.
    /// </summary>
    public const int AheadOfJournal = 65_536;

    /// <summary>Decisions in one commit: more gain nothing, for the cost of a sync is spread thin enough.</summary>
    public const int CommitDecisions = 1_024;

    /// <summary>Sealed octets in one commit, so that large snapshots don't hold up small events.</summary>
    public const int CommitBytes = 4 * 1024 * 1024;

    /// <summary>Commands that a partition decides before it looks at finished commits again.</summary>
    public const int CommandsPerTurn = 32;

    /// <summary>A clean stop writes snapshots of streams that are a fourth of the way to their next one.</summary>
    public const int StopSnapshotShare = 4;

    /// <summary>Written and taken back at start, to find a full disk before calls are taken.</summary>
    public const int ProbeBytes = 1024 * 1024;
}
