namespace Engine.Akka.Downing;

/// <summary>Which voters go on when some can't reach others.</summary>
internal static class Parting
{
    /// <param name="voters">In an order that all of them agree on.</param>
    /// <param name="isParted">Whether two of them miss one another; the same both ways.</param>
    /// <returns>
    /// Voters who all reach one another: more than half of all, or just half with the first among them. Any two sets of which that is true have
    /// a member in common, so no two such sets can go on side by side. Empty: there is no such set.
    /// </returns>
    public static IReadOnlyList<T> GoOn<T>(IReadOnlyList<T> voters, Func<T, T, bool> isParted)
        where T : notnull
    {
        var staying = voters.ToList();
        while (FirstToGiveWay(voters, staying, isParted) is { } index)
            staying.RemoveAt(index);
        var isEnough = staying.Count * 2 > voters.Count || (staying.Count * 2 == voters.Count && staying.Count > 0 && staying[0].Equals(voters[0]));
        return isEnough ? staying : [];
    }

    /// <summary>
    /// Who misses most gives way first: a node that is alone, then the smaller side. Among equals it is a node that misses the first of all, so
    /// that of two halves the one with the first stays; then the last.
    /// </summary>
    /// <returns>An index among those who stay; null when none of them misses another.</returns>
    private static int? FirstToGiveWay<T>(IReadOnlyList<T> voters, List<T> staying, Func<T, T, bool> isParted)
    {
        (int Missed, bool MissesFirst) worst = (0, false);
        int? index = null;
        for (var i = 0; i < staying.Count; i++)
        {
            var candidate = staying[i];
            var bad = (Missed: staying.Count(other => isParted(candidate, other)), MissesFirst: isParted(candidate, voters[0]));
            if (bad.Missed > 0 && bad.CompareTo(worst) >= 0)
                (worst, index) = (bad, i);
        }
        return index;
    }
}
