using System.Net;
using Entities.Tunnels.Failover;
using Node.Common.Configuration;

namespace Lns.Node.Configuration;

/// <summary>ERX-Bearer-Type, with its numbers.</summary>
public enum SiteBearer
{
    None = 0,
    Analog = 1,
    Digital = 2,
}

/// <summary>ERX-PPP-Auth-Protocol, with its numbers: what the LNS asks of the remote site, in order.</summary>
public enum SiteAuthentication
{
    None = 0,
    Pap = 1,
    Chap = 2,
    PapChap = 3,
    ChapPap = 4,
}

/// <summary>What the first Access-Accept would have said, for a remote site that no RADIUS server knows.</summary>
public sealed record SiteOptions : ICheckedSection
{
    /// <summary>Tunnel-Preference counts levels from 0 to 7.</summary>
    internal const int HighestPreference = 7;

    [Setting("Name of the site, for messages.")]
    public required string Name { get; init; }

    [Setting("Domain of the dial-out routes that the site belongs to.")]
    public required string Domain { get; init; }

    [Setting("Trigger destinations that mean this site; the longest prefix of a domain wins.")]
    public required IPNetwork Prefix { get; init; }

    [Setting("Number to dial (ERX-Dial-Out-Number).", Pattern = "[0-9*#A-Da-d+,.;WwTtPp() -]{1,64}", PatternMeaning = "a telephone number")]
    public required string Number { get; init; }

    [Setting("Sub-address to dial.")]
    public string? SubAddress { get; init; }

    [Setting("Kind of line (ERX-Bearer-Type).")]
    public SiteBearer Bearer { get; init; } = SiteBearer.Analog;

    [Setting("Slowest line that will do, bit/s (ERX-Minimum-BPS)."), Within(1, int.MaxValue)]
    public int MinimumBps { get; init; } = 2400;

    [Setting("Fastest line that is wanted, bit/s (ERX-Maximum-BPS)."), Within(1, int.MaxValue)]
    public int MaximumBps { get; init; } = 64000;

    [Setting("Name that we present to the site (ERX-PPP-Username).")]
    public string PppUsername { get; init; } = "";

    [Setting("Password that we present to the site (ERX-PPP-Password).")]
    public Secret? PppPassword { get; init; }

    [Setting("What we ask of the site (ERX-PPP-Auth-Protocol). Default: as the profile says.")]
    public SiteAuthentication? PppAuthentication { get; init; }

    [Setting("The LACs that reach the site."), Count(1, 31)]
    public required IReadOnlyList<SiteLacOptions> Lacs { get; init; }

    [Setting("What the second Access-Accept would have said. Default: the virtual router's `lns` servers are asked.")]
    public SiteUserOptions? User { get; init; }

    public void Check(SectionCheck check)
    {
        if (MaximumBps < MinimumBps)
            check.Fault("maximumBps", MaximumBps, $"is below minimumBps ({MinimumBps})");
        check.Unique("lacs", Lacs, "address", lac => (lac.Address, lac.AssignmentId));
    }
}

/// <summary>One tagged group of tunnel attributes.</summary>
public sealed record SiteLacOptions
{
    [Setting("Address of the LAC (Tunnel-Server-Endpoint).")]
    public required IPAddress Address { get; init; }

    [Setting("Local endpoint to call from (Tunnel-Client-Endpoint). Default: the first of its family.")]
    public IPAddress? LocalAddress { get; init; }

    [Setting("Level; 0 is tried first (Tunnel-Preference)."), Within(0, SiteOptions.HighestPreference)]
    public int Preference { get; init; }

    [Setting("Tunnel secret (Tunnel-Password).")]
    public Secret? Secret { get; init; }

    [Setting("Host name that we send (Tunnel-Client-Auth-ID). Default: `l2tp.hostName`.")]
    public string? HostName { get; init; }

    [Setting("Host name that the LAC must send (Tunnel-Server-Auth-ID). Default: any.")]
    public string? ExpectedHostName { get; init; }

    [Setting("Calls with the same id share a tunnel (Tunnel-Assignment-ID).")]
    public string AssignmentId { get; init; } = "";

    [Setting("Calls on the LAC (ERX-Tunnel-Maximum-Sessions); also its weight with `lacBalance: weighted`.")]
    [Within(1, 1000000, Zero = "no limit")]
    public int MaximumSessions { get; init; }

    [Setting("Our window (ERX-L2tp-Recv-Window-Size). Default: `l2tp.receiveWindowSize`."), Within(1, 65535)]
    public int? ReceiveWindowSize { get; init; }

    [Setting("As of a destination (ERX-L2tp-Resynch-Method).")]
    public ResynchMethod? ResynchMethod { get; init; }
}

/// <summary>A remote site as the LNS's own RADIUS server would know it.</summary>
public sealed record SiteUserOptions
{
    [Setting("Name that the site authenticates with.")]
    public required string Name { get; init; }

    [Setting("The site's password.")]
    public required Secret Password { get; init; }

    [Setting("Address that the site gets (Framed-IP-Address). Default: the one it asks for.")]
    public IPAddress? Address { get; init; }

    [Setting("Access routes (Framed-Route). Default: the site's prefix.")]
    public IReadOnlyList<IPNetwork> Routes { get; init; } = [];

    [Setting("Idle-Timeout. Default: as the profile says."), Within(1, 86400, Zero = "never")]
    public int? IdleTimeoutSeconds { get; init; }

    [Setting("Session-Timeout. Default: as the profile says."), Within(1, 31536000, Zero = "never")]
    public int? SessionTimeoutSeconds { get; init; }
}
