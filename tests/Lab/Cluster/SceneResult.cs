namespace Lab.Cluster;

/// <summary>What a happening did to the calls.</summary>
/// <param name="Before">Calls on the telephone network before it.</param>
/// <param name="After">Of these, those that were never hung up: no number was dialled again.</param>
/// <param name="DataGaps">The longest time without an answer, a site each.</param>
/// <param name="Losses">The longest time whose pings were never answered, a site each: a gap without what was merely late.</param>
/// <param name="ControlGaps">The longest time without a control message from the VIP, a tunnel each; a tunnel that is well has what its LAC leaves between two HELLOs.</param>
/// <param name="LabStall">The longest time that the lab itself stood still, which is part of the data gaps.</param>
public sealed record SceneResult(string Name, int Before, int After, IReadOnlyList<TimeSpan> DataGaps, IReadOnlyList<TimeSpan> Losses,
    IReadOnlyList<TimeSpan> ControlGaps, TimeSpan LabStall)
{
    public int Lost => Before - After;

    public static TimeSpan Median(IReadOnlyList<TimeSpan> gaps) => gaps.Count == 0 ? TimeSpan.Zero : gaps.Order().ElementAt(gaps.Count / 2);

    public static TimeSpan Longest(IReadOnlyList<TimeSpan> gaps) => gaps.DefaultIfEmpty(TimeSpan.Zero).Max();
}
