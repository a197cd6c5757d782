using Entities.DialOut;
using Entities.DialOut.Lacs;
using Node.Common.Configuration;

namespace Lns.Node.Configuration;

/// <summary>Chassis-wide settings of the dial-out state machine.</summary>
public sealed record DialOutOptions : ICheckedSection
{
    /// <summary>LCP, authentication and IPCP over a slow line, generously.</summary>
    private const int PppSetUpSeconds = 30;

    [Setting("Connecting timer T: a call that is not in service by then is given up. Longer than a LAC may dial, plus 30 s for PPP.")]
    [Within(30, 3600, Timer = true)]
    public int ConnectingTimerSeconds { get; init; } = 180;

    [Setting("Longest time that the LACs dial; only T is checked against it."), Within(10, 300, Timer = true)]
    public int LacDialSeconds { get; init; } = 60;

    [Setting("Dormant timer D: how long a session without a call is remembered."), Within(0, 3600)]
    public int DormantTimerSeconds { get; init; } = 300;

    [Setting("Triggers that one session keeps until its call is up; the rest are dropped."), Within(0, 50)]
    public int BufferedTriggers { get; init; } = 8;

    [Setting("Sessions of the node that may be authenticating or connecting at once."), Within(1, 100000)]
    public int ConnectingLimit { get; init; } = 1000;

    [Setting("What a free place does to the sessions waiting for it: `authenticate` goes on with the first, `wait-for-trigger` needs one more trigger.")]
    public PendingBehaviour PendingBehaviour { get; init; }

    [Setting("Attempts of one session that may make the far phone ring."), Within(1, 8)]
    public int RingingAttempts { get; init; } = 2;

    [Setting("`between`: one LAC of each preference level, then the next level; `within`: every LAC of a level first.")]
    public LacLevels LacSelection { get; init; }

    [Setting("Choice inside a level: at random, in turn, by maximum sessions, or by the free lines that our own LACs report.")]
    public LacOrder LacBalance { get; init; }

    [Setting("How a route distinguisher is written into User-Name: `as-written`, `address` (0.0.0.0:65000) or `number` (0:65000).")]
    public RouteDistinguisherFormat RouteDistinguisherFormat { get; init; }

    public void Check(SectionCheck check)
    {
        if (!check.TestTimers && ConnectingTimerSeconds <= LacDialSeconds + PppSetUpSeconds)
            check.Fault("connectingTimerSeconds", ConnectingTimerSeconds,
                $"must be longer than lacDialSeconds ({LacDialSeconds}) and {PppSetUpSeconds} s for PPP");
    }
}
