namespace Entities.DialOut;

/// <summary>One row of the settings table: for the reader of configuration and for the operator's page.</summary>
/// <param name="Default">What <see cref="DialOutSettings"/> or the destination's settings begin with.</param>
public sealed record DialOutSetting(string Name, string Meaning, int Minimum, int Maximum, int Default, string Unit);

/// <summary>Numeric settings of dial-out with their ranges.</summary>
public static class DialOutSettingCatalogue
{
    public static IReadOnlyList<DialOutSetting> All { get; } =
    [
        new("connectingTimerSeconds", "T: longer than the LAC's dial timer plus PPP", 30, 3600, 180, "s"),
        new("dormantTimerSeconds", "D: a session without a call is remembered", 0, 3600, 300, "s"),
        new("bufferedTriggers", "packets kept per session until its call is up", 0, 50, 8, ""),
        new("ringingAttempts", "calls per session that may make the far phone ring", 1, 8, 2, ""),
        new("connectingLimit", "sessions of a node that authenticate or connect", 1, 100000, 1000, ""),
        new("idleTimeoutSeconds", "a call without traffic is closed; 0: never", 0, 86400, 120, "s"),
        new("lockoutSeconds", "a destination that failed is passed over", 60, 3600, 300, "s"),
        new("sessionsPerTunnel", "then a second tunnel to the same LAC is opened", 1, 65535, 500, ""),
    ];

    public static DialOutSetting Of(string name) => All.Single(setting => setting.Name == name);
}
