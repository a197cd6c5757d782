using System.Net;

namespace Lab.Topology;

/// <summary>What a topology is to be.</summary>
public sealed record TopologySettings
{
    public int LnsNodes { get; init; } = 3;

    public int Lacs { get; init; } = 2;

    /// <summary>Of the tunnels: on the loopback device of every LNS node.</summary>
    public IPAddress Vip { get; init; } = IPAddress.Parse("198.51.100.1");

    /// <summary>Of the dial-out routes: announced by the nodes towards the home side.</summary>
    public IReadOnlyList<IPNetwork> Prefixes { get; init; } = [IPNetwork.Parse("10.64.0.0/10")];

    /// <summary>Between BFD packets; three lost ones are a failure.</summary>
    public TimeSpan BfdInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The nodes' health addresses listen there, on their own loopback.</summary>
    public int HealthPort { get; init; } = 8080;

    /// <summary>Whether each LNS node gets a BIRD beside it from the beginning.</summary>
    public bool StartsBirds { get; init; } = true;

    /// <summary>For configurations, logs and the database.</summary>
    public required string Directory { get; init; }
}
