using Akka.Cluster;

namespace Engine.Akka.Downing;

/// <summary>
/// Who of the voters reaches whom, from what this node finds itself and what those whom it hears tell of others. What a voter told that is not
/// heard any more counts for nothing.
/// </summary>
internal sealed class VoterLinks(UniqueAddress self)
{
    private readonly Dictionary<UniqueAddress, HashSet<UniqueAddress>> told = [];
    private HashSet<UniqueAddress> silent = [];

    /// <summary>In the order of addresses.</summary>
    public IReadOnlyList<UniqueAddress> Voters { get; private set; } = [];

    public bool IsVoter => Voters.Contains(self);

    /// <summary>The voters whom this node does not hear.</summary>
    public IReadOnlyCollection<UniqueAddress> Silent => silent;

    public bool AreWhole => !Voters.Any(one => Voters.Any(other => IsParted(one, other)));

    /// <param name="voters">In the order of addresses.</param>
    public void Find(IReadOnlyList<UniqueAddress> voters, IEnumerable<UniqueAddress> unheard)
    {
        (Voters, silent) = (voters, [.. unheard]);
        foreach (var gone in told.Keys.Except(voters).ToList())
            told.Remove(gone);
    }

    /// <summary>What a voter tells of the others.</summary>
    public void Hear(UniqueAddress from, IEnumerable<UniqueAddress> unheard)
    {
        if (Voters.Contains(from))
            told[from] = [.. unheard];
    }

    public IReadOnlyList<UniqueAddress> GoOn() => Parting.GoOn(Voters, IsParted);

    /// <summary>Pairs that miss one another and the voters themselves: what has to stand still before anything is decided.</summary>
    public IReadOnlyList<(UniqueAddress One, UniqueAddress Other)> Picture() =>
        [.. from one in Voters from other in Voters where one.Equals(other) || IsParted(one, other) select (one, other)];

    private bool IsParted(UniqueAddress one, UniqueAddress other) => Misses(one, other) || Misses(other, one);

    private bool Misses(UniqueAddress one, UniqueAddress other) => one.Equals(self)
        ? silent.Contains(other)
        : !silent.Contains(one) && told.TryGetValue(one, out var missed) && missed.Contains(other);
}
