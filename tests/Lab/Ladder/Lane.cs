namespace Lab.Ladder;

/// <summary>The columns of the ladder, from the home side to the remote site.</summary>
public enum Lane
{
    Home,
    Lns,
    Radius,
    Lac,
    Line,
    Site,
}

/// <summary>One rung: something that went from one lane to another, or happened in one.</summary>
/// <param name="At">Since the ladder began.</param>
/// <param name="BothWays">Drawn with two heads: a negotiation rather than a message.</param>
public sealed record Rung(TimeSpan At, Lane From, Lane To, string Label, bool BothWays = false);
