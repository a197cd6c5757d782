using System.Net;
using Node.Common.Configuration;

namespace Lns.Node.Configuration;

/// <summary>A way for the remote site to prove who it is.</summary>
public enum PppMethod
{
    Pap,
    Chap,
    MsChapV2,
}

/// <summary>How a dial-out route shapes the IP and PPP stack of its calls.</summary>
public sealed record ProfileOptions : ICheckedSection
{
    /// <summary>RFC 2869 §5.16 forbids less.</summary>
    private const int MinimumInterimSeconds = 60;

    [Setting("Name of the profile.")]
    public required string Name { get; init; }

    [Setting("Our address on the PPP links.")]
    public required IPAddress LocalAddress { get; init; }

    [Setting("MRU that we ask for; the default leaves room for IP, UDP, L2TP and PPP on an Ethernet path."), Within(128, 1500)]
    public int Mru { get; init; } = 1454;

    [Setting("DNS servers for remote sites that ask (RFC 1877)."), Count(0, 2)]
    public IReadOnlyList<IPAddress> Dns { get; init; } = [];

    [Setting("A call without traffic is closed after this time; Idle-Timeout overrides."), Within(1, 86400, Zero = "never")]
    public int IdleTimeoutSeconds { get; init; } = 120;

    [Setting("A call is closed after this time, whatever it carries; Session-Timeout overrides."), Within(1, 31536000, Zero = "never")]
    public int SessionTimeoutSeconds { get; init; }

    [Setting("Interim accounting; Acct-Interim-Interval overrides."), Within(MinimumInterimSeconds, 86400, Zero = "none", Timer = true)]
    public int InterimIntervalSeconds { get; init; } = 600;

    [Setting("What we ask the remote site to authenticate with, best first, where the grant does not say; empty: nothing."), Count(0, 3)]
    public IReadOnlyList<PppMethod> PppAuthentication { get; init; } = [PppMethod.Chap, PppMethod.Pap];

    [Setting("A remote site may refuse to prove who it is; otherwise its call is closed.")]
    public bool PeerMayRefuseAuthentication { get; init; }

    [Setting("Name in our CHAP challenges, by which the remote site chooses its secret. Default: the name that we present to it.")]
    public string? ChallengeName { get; init; }

    [Setting("LCP Echo-Requests to the remote site."), Within(1, 3600, Zero = "none")]
    public int EchoIntervalSeconds { get; init; } = 30;

    [Setting("Echo-Requests lost in a row before the call counts as dead."), Within(1, 100)]
    public int EchoFailureLimit { get; init; } = 3;

    [Setting("PPP's Restart timer (RFC 1661 §4.6)."), Within(500, 30000, Timer = true)]
    public int RestartTimerMs { get; init; } = 3000;

    public void Check(SectionCheck check)
    {
        check.Unique("pppAuthentication", PppAuthentication, "", m => m);
        if (LocalAddress.Equals(IPAddress.Any) || LocalAddress.IsIPv6Multicast)
            check.Fault("localAddress", LocalAddress, "must be the address of a host");
    }
}
