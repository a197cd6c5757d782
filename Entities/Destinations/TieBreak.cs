namespace Entities.Destinations;

/// <summary>What becomes of two SCCRQs that crossed.</summary>
internal enum Tie
{
    /// <summary>Neither side asked for a single tunnel: both come up.</summary>
    Both,
    OursWins,
    TheirsWins,

    /// <summary>Equal values: both are dropped.</summary>
    Neither,
}

/// <summary>RFC 2661 §4.4.3: the lower value wins; a side that sent none loses to one that did.</summary>
internal static class TieBreak
{
    /// <param name="ours">0: our SCCRQ carried none.</param>
    /// <param name="theirs">Null: the peer's carried none.</param>
    public static Tie Judge(ulong ours, ulong? theirs) => (ours, theirs) switch
    {
        (0, null) => Tie.Both,
        (0, _) => Tie.TheirsWins,
        (_, null) => Tie.OursWins,
        _ when ours < theirs => Tie.OursWins,
        _ when ours > theirs => Tie.TheirsWins,
        _ => Tie.Neither,
    };
}
