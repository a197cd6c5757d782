namespace Lab.Cluster;

/// <summary>What a lab of a cluster is to be.</summary>
public sealed record ClusterSceneSettings
{
    public int LnsNodes { get; init; } = 3;

    public int Lacs { get; init; } = 2;

    public int Sites { get; init; } = 20;

    public int Seed { get; init; }

    public string? Directory { get; init; }

    /// <summary>For a machine that is loaded by much else: detectors that it doesn't trip. Figures are meaningless then, order and survival are not.</summary>
    public bool IsRelaxed { get; init; }

    /// <summary>Until a lost member's entities begin to start elsewhere: unreachable, stable-after, margin, and some seconds for a loaded machine.</summary>
    public TimeSpan Detection => TimeSpan.FromSeconds(IsRelaxed ? 22 : 9);

    /// <summary>
    /// Between two HELLOs of a LAC, so that the silence of its tunnels can be measured: the shortest that tunnels allow for
    /// (<c>TunnelResume.FastestHelloSeconds</c>); twice that where nobody measures, so that there are moments without one under way.
    /// </summary>
    public TimeSpan HelloInterval => TimeSpan.FromSeconds(IsRelaxed ? 10 : 5);

    /// <summary>From one ping of a site to its next: the shortest gap that can be told from none. All sites together cost 4 000 pings a second at most.</summary>
    public TimeSpan ProbePeriod => TimeSpan.FromMilliseconds(Math.Max(20, Sites / 4.0));
}
