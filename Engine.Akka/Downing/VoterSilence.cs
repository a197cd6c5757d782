namespace Engine.Akka.Downing;

/// <summary>
/// For how long no voter has been heard by one that does not vote. Counted in rounds, not measured: who wakes from a long sleep has heard nobody
/// meanwhile. While there is no voter there is no silence either: a Lighthouse may be there long before its first LNS node.
/// </summary>
internal sealed class VoterSilence(TimeSpan round, TimeSpan patience)
{
    private TimeSpan unheard;

    public bool IsTooLong => unheard > patience;

    public void Heard() => unheard = TimeSpan.Zero;

    /// <summary>Another round is over.</summary>
    public void Pass(bool hasVoters) => unheard = hasVoters ? unheard + round : TimeSpan.Zero;
}
