using System.Net;
using Lab.Silences;

namespace Lab.Cluster;

/// <summary>One site as the home side sees it.</summary>
internal sealed class SiteTrack(IPAddress target)
{
    private readonly Silence silence = new();

    public IPAddress Target => target;

    public void Begin() => silence.Begin();

    public void Answered() => silence.Heard();

    public TimeSpan LongestGap() => silence.Longest();

    public TimeSpan SinceAnswer() => silence.SinceHeard();
}
