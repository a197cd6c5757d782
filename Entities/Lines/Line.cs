namespace Entities.Lines;

/// <summary>Who has a line.</summary>
/// <param name="Call">The tunnel's key, '/', session id.</param>
public sealed record LineCall(string Call, string TunnelKey, uint SessionId, string Number, uint MinimumBps);

/// <summary>One line of a pool.</summary>
/// <param name="PhysicalChannel">From 1, its place in the configuration; for the Physical Channel ID AVP.</param>
public sealed record Line(string Name, uint PhysicalChannel)
{
    public LineState State { get; init; }

    /// <summary>When it came into its state.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When the state has lasted too long; null where it may last.</summary>
    public DateTimeOffset? Due { get; init; }

    public LineCall? Call { get; init; }

    /// <summary>Why it is out of service, until it has passed a test.</summary>
    public string? Fault { get; init; }

    /// <summary>In quarantine: the driver has made it ready already.</summary>
    public bool IsInitialised { get; init; }

    /// <summary>Of the call; 0 where the modem told nothing.</summary>
    public uint TransmitBps { get; init; }

    /// <inheritdoc cref="TransmitBps"/>
    public uint ReceiveBps { get; init; }

    /// <summary>Since the process started.</summary>
    public ulong Calls { get; init; }

    /// <inheritdoc cref="Calls"/>
    public ulong CallsConnected { get; init; }

    public bool IsFree => State == LineState.OnHook && Call is null;
}
