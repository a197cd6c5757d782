namespace Protocols.L2tp;

/// <summary>Both ends sent an SCCRQ at once (RFC 2661 §4.4.3).</summary>
public static class TieBreaker
{
    /// <param name="ours">Of our outstanding SCCRQ; null where it had none.</param>
    /// <param name="theirs">Of the SCCRQ just received.</param>
    public static TieResult Compare(ulong? ours, ulong? theirs) => (ours, theirs) switch
    {
        (null, null) => TieResult.Neither,
        (not null, null) => TieResult.Win,
        (null, not null) => TieResult.Lose,
        var (mine, other) when mine == other => TieResult.BothDrop,
        var (mine, other) => mine < other ? TieResult.Win : TieResult.Lose,
    };
}

public enum TieResult
{
    /// <summary>Our tunnel goes on, the peer's request is discarded silently.</summary>
    Win,

    /// <summary>Our tunnel is discarded silently, the peer's request is answered.</summary>
    Lose,

    /// <summary>Equal values: both are discarded.</summary>
    BothDrop,

    /// <summary>No one cares: two tunnels come up.</summary>
    Neither,
}
