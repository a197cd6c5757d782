using System.Globalization;
using System.Net;

namespace Lab.Topology;

public enum HostRole
{
    Lns,
    Lac,
    Lighthouse,
    Database,

    /// <summary>Where packets for the remote sites come from, and where RADIUS is.</summary>
    Home,
}

/// <summary>One host behind the router, on a link of its own.</summary>
/// <param name="Link">Its third octet: 198.18.LINK.0/24 (RFC 2544's range, which no network of others uses).</param>
public sealed record LabHost(HostRole Role, string Name, byte Link)
{
    public const int RouterAutonomousSystem = 65000;

    /// <summary>Private ones (RFC 6996 §5), one a node: the router takes paths of several at once where only the number differs.</summary>
    private const int FirstAutonomousSystem = 65100;

    public IPAddress Address => new([198, 18, Link, 2]);

    public IPAddress Router => new([198, 18, Link, 1]);

    public IPNetwork Subnet => new(new IPAddress([198, 18, Link, 0]), 24);

    public int AutonomousSystem => FirstAutonomousSystem + Link;

    public static LabHost Lns(int number) => new(HostRole.Lns, Named("lns", number), (byte)number);

    public static LabHost Lac(int number) => new(HostRole.Lac, Named("lac", number), (byte)(100 + number));

    public static LabHost Lighthouse { get; } = new(HostRole.Lighthouse, "lighthouse", 200);

    public static LabHost Database { get; } = new(HostRole.Database, "database", 201);

    public static LabHost Home { get; } = new(HostRole.Home, "home", 202);

    private static string Named(string role, int number) => string.Create(CultureInfo.InvariantCulture, $"{role}-{number}");
}
