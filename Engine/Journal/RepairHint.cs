namespace Engine.Journal;

/// <summary>What an operator can do about a damaged journal; stands in every message that speaks of one.</summary>
public static class RepairHint
{
    public const string Text = "`./bras journal check --config FILE` with the node's configuration says what is damaged, "
        + "`./bras journal repair --config FILE` sets it aside and says what is lost";
}
