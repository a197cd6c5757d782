using Entities.Destinations;
using Entities.DialOut;
using Entities.DialOut.Lacs;
using Entities.Lines;
using Entities.Tunnels;
using Entities.Tunnels.Failover;
using Google.Protobuf;
using Shared.Messages;

namespace Simulation;

/// <summary>What a world is made of. Timers are those of production where peers depend on them, and shorter where only we wait.</summary>
internal sealed record WorldSettings
{
    public const string PoolName = "modems";
    public const string TunnelSecret = "tunnel-secret";

    public int Lacs { get; init; } = 1;

    public int Sites { get; init; } = 1;

    public int LinesPerLac { get; init; } = 2;

    public int Partitions { get; init; } = 1;

    public int SnapshotAfterRecords { get; init; } = 100;

    public int ConnectingLimit { get; init; } = 100;

    public PppAuthentication Authentication { get; init; } = PppAuthentication.Chap;

    public uint IdleTimeoutSeconds { get; init; }

    public uint InterimIntervalSeconds { get; init; }

    /// <summary>Of the remote sites; 0: they send none.</summary>
    public int SiteEchoSeconds { get; init; }

    /// <summary>What an LNS or a LAC does with its tunnels when it starts again.</summary>
    public ResynchMethod Resynch { get; init; } = ResynchMethod.Silent;

    public TunnelSettings LnsTunnel { get; init; } = new() { HostName = "lns" };

    public TunnelSettings LacTunnel { get; init; } = new() { HostName = "lac", BearerCapabilities = 2, FramingCapabilities = 2 };

    public DestinationSettings Destination { get; init; } = new() { Lockout = TimeSpan.FromSeconds(60) };

    public DialOutSettings DialOut { get; init; } = new()
    {
        ConnectingTimer = TimeSpan.FromSeconds(90),
        DormantTimer = TimeSpan.FromSeconds(30),
        Levels = LacLevels.Within,
    };

    public LinePoolSettings Pool => new()
    {
        Name = PoolName,
        Lines = [.. Enumerable.Range(1, LinesPerLac).Select(line => $"m{line}")],
        DialTimeoutSeconds = 45,
    };

    public CallProfile Profile => new()
    {
        Name = "sites",
        LocalAddress = ByteString.CopyFrom(192, 0, 2, 1),
        RadiusGroup = "lns",
        EchoIntervalSeconds = 30,
        EchoFailureLimit = 3,
        IdleTimeoutSeconds = IdleTimeoutSeconds,
        InterimIntervalSeconds = InterimIntervalSeconds,
    };

    /// <summary>One of many, the same for the same seed.</summary>
    public static WorldSettings Draw(Random random) => new()
    {
        Lacs = random.Next(1, 3),
        Sites = random.Next(1, 6),
        LinesPerLac = random.Next(2, 5),
        Partitions = random.Next(1, 4),
        SnapshotAfterRecords = random.Next(3) == 0 ? random.Next(3, 12) : 100,
        ConnectingLimit = random.Next(3) == 0 ? random.Next(1, 3) : 100,
        Authentication = random.Next(2) == 0 ? PppAuthentication.Chap : PppAuthentication.Pap,
        IdleTimeoutSeconds = random.Next(3) == 0 ? (uint)random.Next(60, 180) : 0,
        InterimIntervalSeconds = random.Next(2) == 0 ? 60u : 0,
        SiteEchoSeconds = random.Next(2) == 0 ? 20 : 0,
    };
}
