using Entities.Destinations;
using Shared.Messages;

namespace Entities.DialOut.Lacs;

/// <summary>Chooses the LAC of a call (dial-out §6). Pure: what it must know comes in, and nothing is remembered.</summary>
/// <param name="Turn">Where round-robin stands.</param>
public sealed record LacChoice(DialOutSettings Settings, IDialOutPolicy Policy, uint Turn, Random Random)
{
    /// <summary>Where no limit is set: the sessions that a tunnel has ids for (RFC 2661 §3.1).</summary>
    private const double UnlimitedWeight = 65535;

    /// <param name="verdict">Of the last try; of a refusal <see cref="CallVerdict.NextLac"/>.</param>
    /// <param name="reason">Of the last try, for the log.</param>
    public LacStep Next(IReadOnlyList<TunnelTerms> tunnels, IReadOnlyList<DialOutTry> tries, CallVerdict verdict, string reason)
    {
        if (verdict == CallVerdict.GiveUp)
            return new LacStep.GiveUp(reason);
        if (tries.Rings() >= Settings.RingingAttempts)
            return new LacStep.GiveUp($"{reason}; the far phone may not ring more often than {Settings.RingingAttempts} times");
        if (verdict == CallVerdict.OnceMore && tries.SecondChances() > 1)
            return new LacStep.GiveUp($"{reason}, twice");
        if (Untried(tunnels, tries) is { } fresh)
            return new LacStep.Place(fresh, Forced: false);
        if (verdict == CallVerdict.OnceMore)
            return new LacStep.Place((int)tries[^1].Tunnel, tries[^1].Forced);
        if (FirstLockedOut(tries) is { } forced)
            return new LacStep.Place(forced, Forced: true);
        return new LacStep.GiveUp(reason.Length == 0 ? "no destination" : $"{reason}; no destination is left");
    }

    private int? Untried(IReadOnlyList<TunnelTerms> tunnels, IReadOnlyList<DialOutTry> tries)
    {
        foreach (var level in Enumerable.Range(0, tunnels.Count).GroupBy(index => tunnels[index].Preference).OrderBy(group => group.Key))
        {
            if (Settings.Levels == LacLevels.Between && level.Any(tries.Failed))
                continue;
            var usable = level.Where(index => !tries.Touched(index)).ToList();
            if (usable.Count > 0)
                return OneOf(usable, tunnels, level.ToList());
        }
        return null;
    }

    // all locked out: the one that failed first has rested longest
    private static int? FirstLockedOut(IReadOnlyList<DialOutTry> tries)
    {
        if (tries.Any(entry => entry.Outcome == DialOutTryOutcome.Failed || entry.Forced))
            return null;
        return tries.Where(entry => entry.Outcome == DialOutTryOutcome.LockedOut).MinBy(entry => entry.SinceUnixMs) is { } first
            ? (int)first.Tunnel : null;
    }

    private int OneOf(List<int> usable, IReadOnlyList<TunnelTerms> tunnels, List<int> level) => Settings.Order switch
    {
        LacOrder.Random => usable[Random.Next(usable.Count)],
        LacOrder.RoundRobin => NextInTurn(usable, level),
        LacOrder.Weighted => ByWeight(usable, tunnels),
        LacOrder.MostFreeLines => ByFreeLines(usable, tunnels),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // the turn counts over the whole level, so that a member that is out does not shift the others
    private int NextInTurn(List<int> usable, List<int> level)
    {
        var start = (int)(Turn % (uint)level.Count);
        return level.Skip(start).Concat(level.Take(start)).First(usable.Contains);
    }

    private int ByWeight(List<int> usable, IReadOnlyList<TunnelTerms> tunnels)
    {
        double Weight(int index) => tunnels[index].MaximumSessions == 0 ? UnlimitedWeight : tunnels[index].MaximumSessions;
        var mark = Random.NextDouble() * usable.Sum(Weight);
        foreach (var index in usable)
        {
            mark -= Weight(index);
            if (mark < 0)
                return index;
        }
        return usable[^1];
    }

    private int ByFreeLines(List<int> usable, IReadOnlyList<TunnelTerms> tunnels)
    {
        var known = usable.Select(index => (Index: index, Free: Policy.FreeLines(tunnels[index].Peer.ToIPEndPoint()))).ToList();
        var most = known.Max(entry => entry.Free ?? 0);
        // nobody has a line, or nobody knows: all are alike
        var best = most == 0 ? known.Where(entry => entry.Free is null).ToList() : known.Where(entry => entry.Free == most).ToList();
        return best.Count == 0 ? usable[Random.Next(usable.Count)] : best[Random.Next(best.Count)].Index;
    }
}
