using Entities.DialOut.Lacs;

namespace Entities.DialOut;

/// <summary>What becomes of a pending session when a place in the connecting gate is free.</summary>
public enum PendingBehaviour
{
    /// <summary>It asks RADIUS at once.</summary>
    Authenticate,

    /// <summary>It turns dormant, and one more trigger is needed, as JunosE does it.</summary>
    WaitForTrigger,
}

/// <summary>How dial-out sessions behave, the same for all routes. Ranges are in <see cref="DialOutSettingCatalogue"/>, checked when configuration is read.</summary>
public sealed record DialOutSettings
{
    public static DialOutSettings Default { get; } = new();

    /// <summary>T: how long a session may try, and how long it rests after it failed.</summary>
    public TimeSpan ConnectingTimer { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>D: how long a session without a call is remembered.</summary>
    public TimeSpan DormantTimer { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Packets a session keeps until its call is up.</summary>
    public int BufferedTriggers { get; init; } = 8;

    public PendingBehaviour Pending { get; init; } = PendingBehaviour.Authenticate;

    /// <summary>Calls that may make the far phone ring before the session gives up.</summary>
    public int RingingAttempts { get; init; } = 2;

    public LacLevels Levels { get; init; } = LacLevels.Between;

    public LacOrder Order { get; init; } = LacOrder.Random;
}
