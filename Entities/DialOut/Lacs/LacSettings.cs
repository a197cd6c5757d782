namespace Entities.DialOut.Lacs;

/// <summary>What comes after a destination that failed.</summary>
public enum LacLevels
{
    /// <summary>The next preference level: one try per level.</summary>
    Between,

    /// <summary>The other destinations of its level first.</summary>
    Within,
}

/// <summary>Which destination of a level comes first.</summary>
public enum LacOrder
{
    Random,
    RoundRobin,

    /// <summary>By maximum sessions.</summary>
    Weighted,

    /// <summary>Where the LAC is ours and its free lines are known; the others share what is left.</summary>
    MostFreeLines,
}
