using Engine.Faults;

namespace Interop.Tests.EveryStep;

/// <summary>How a call of the sweep comes to its end.</summary>
public enum CallEnd
{
    /// <summary>An operator resets the dial-out session: CDN to the LAC.</summary>
    Reset,

    /// <summary>Nobody sends anything for some seconds: CDN to the LAC.</summary>
    Idle,

    /// <summary>The remote site hangs up: CDN from the LAC.</summary>
    FarEnd,
}

/// <summary>One durable step of a call, by the event or effect that its decision holds.</summary>
/// <param name="Point">As <see cref="CrashOrder"/> is written, without the side.</param>
/// <param name="IsAtTheEnd">The step is part of the call's end, so nothing dies before.</param>
public sealed record Step(string Name, string Point, CallEnd End = CallEnd.Reset, bool IsAtTheEnd = false)
{
    /// <summary>
    /// In the order of a call's life. A tunnel of its own for each call, so its decisions with control messages are: SCCRQ; SCCCN and OCRQ; SLI; SLI once
    /// LCP is open. Authentication and acknowledged records leave nothing of their own in the journal.
    /// </summary>
    public static IReadOnlyList<Step> All { get; } =
    [
        new("trigger", "DialOutAuthorising"),
        new("authorisation", "DialOutConnecting"),
        new("tunnel set-up, SCCRQ", "TunnelOpening"),
        new("tunnel set-up, SCCCN", "TunnelEstablished"),
        new("call placed", "CallPlaced"),
        new("OCRQ", "ControlQueued#2"),
        new("OCRP", "CallAnswered"),
        new("OCCN", "CallConnected"),
        new("LCP", "ControlQueued#4"),
        new("authentication", "AskRadius~tunnel") { IsTransient = true },
        new("IPCP", "CallNetworkUp"),
        new("route", "InstallForwarding~accessRoutes"),
        new("accounting start", "AccountingQueued#1"),
        new("in service", "DialOutInService"),
        new("accounting start acknowledged", "RecordConfirmed#1") { IsTransient = true },
        new("interim", "AccountingQueued#2") { WithInterim = true },
        new("interim acknowledged", "RecordConfirmed#2") { WithInterim = true, IsTransient = true },
        new("idle time-out", "CallEnded", CallEnd.Idle, true),
        new("CDN sent", "CallEnded", CallEnd.Reset, true),
        new("CDN received", "CallEnded", CallEnd.FarEnd, true),
        new("accounting stop", "AccountingQueued#2", CallEnd.Idle, true),
        new("dormant", "DialOutDormant", CallEnd.FarEnd, true),
        new("accounting stop acknowledged", "RecordConfirmed#2", CallEnd.FarEnd, true) { IsTransient = true },
    ];

    public bool WithInterim { get; init; }

    /// <summary>Nothing is committed, so there is one moment to die at: it is decided, and nothing has been done.</summary>
    public bool IsTransient { get; init; }

    public CrashOrder Crash(CrashSide side) => CrashOrder.Parse($"{Point}@{side}");
}
