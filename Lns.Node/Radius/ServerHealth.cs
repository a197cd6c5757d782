namespace Lns.Node.Radius;

internal enum HealthState
{
    Alive,

    /// <summary>Asked only when nobody else is left.</summary>
    Dead,

    /// <summary>Dead, but the next request goes there first: it does not answer Status-Server, and that alone proves nothing.</summary>
    Offered,
}

internal enum HealthEvent
{
    /// <summary>A verified answer of any kind.</summary>
    Answered,

    /// <summary>A request used up its transmissions, and nothing at all came from the server meanwhile.</summary>
    Silent,

    /// <summary>The host says that nobody listens on the port.</summary>
    Refused,
    TrialDue,

    /// <summary>A request was sent there first.</summary>
    Chosen,
}

internal enum HealthAction
{
    None,
    StartTrialTimer,

    /// <summary>Send a Status-Server (RFC 5997) and start the timer again.</summary>
    Probe,
}

/// <param name="Probes">Status-Server packets since the server was last offered or alive.</param>
internal readonly record struct ServerHealth(HealthState State, int Probes)
{
    /// <summary>Unanswered probes before a request is risked: Status-Server is optional (RFC 5997 §4.2).</summary>
    public const int ProbesBeforeOffer = 3;

    public static ServerHealth Initial { get; } = new(HealthState.Alive, 0);

    private static ServerHealth JustDied { get; } = new(HealthState.Dead, 0);

    /// <summary>Total over (state, event). The trial timer runs as long as the server is not alive.</summary>
    public (ServerHealth Health, HealthAction Action) On(HealthEvent happened) => (State, happened) switch
    {
        (HealthState.Alive, HealthEvent.Answered) => (this, HealthAction.None),
        (HealthState.Alive, HealthEvent.Silent) => (JustDied, HealthAction.StartTrialTimer),
        (HealthState.Alive, HealthEvent.Refused) => (JustDied, HealthAction.StartTrialTimer),
        (HealthState.Alive, HealthEvent.TrialDue) => (this, HealthAction.None),
        (HealthState.Alive, HealthEvent.Chosen) => (this, HealthAction.None),

        (HealthState.Dead, HealthEvent.Answered) => (Initial, HealthAction.None),
        (HealthState.Dead, HealthEvent.Silent) => (this, HealthAction.None),
        (HealthState.Dead, HealthEvent.Refused) => (this, HealthAction.None),
        (HealthState.Dead, HealthEvent.TrialDue) when Probes < ProbesBeforeOffer => (new(HealthState.Dead, Probes + 1), HealthAction.Probe),
        (HealthState.Dead, HealthEvent.TrialDue) => (new(HealthState.Offered, 0), HealthAction.Probe),
        (HealthState.Dead, HealthEvent.Chosen) => (this, HealthAction.None),

        (HealthState.Offered, HealthEvent.Answered) => (Initial, HealthAction.None),
        (HealthState.Offered, HealthEvent.Silent) => (JustDied, HealthAction.None),
        (HealthState.Offered, HealthEvent.Refused) => (JustDied, HealthAction.None),
        (HealthState.Offered, HealthEvent.TrialDue) => (this, HealthAction.Probe),
        (HealthState.Offered, HealthEvent.Chosen) => (JustDied, HealthAction.None),

        _ => throw new InvalidOperationException($"no row for {State}, {happened}"),
    };
}
