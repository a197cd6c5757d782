using System.Collections.Immutable;

namespace Protocols.L2tp;

/// <summary>Failover Session Query: which of these sessions does the peer still have? (RFC 4951 §4.1)</summary>
public sealed record Fsq : ControlMessage
{
    /// <summary>At least one.</summary>
    public required ImmutableArray<FailoverSessionState> Sessions { get; init; }

    public override MessageType Type => MessageType.Fsq;

    internal static Fsq Read(AvpSet avps) => new() { Sessions = avps.SessionStates() };

    internal override void Write(AvpList avps) => FailoverSessions.Write(avps, Sessions);
}

/// <summary>Failover Session Response: a session ID of 0 says that the session is gone (RFC 4951 §4.2).</summary>
public sealed record Fsr : ControlMessage
{
    /// <summary>One for each session asked about; several responses may answer one query.</summary>
    public required ImmutableArray<FailoverSessionState> Sessions { get; init; }

    public override MessageType Type => MessageType.Fsr;

    internal static Fsr Read(AvpSet avps) => new() { Sessions = avps.SessionStates() };

    internal override void Write(AvpList avps) => FailoverSessions.Write(avps, Sessions);
}

internal static class FailoverSessions
{
    public static void Write(AvpList avps, ImmutableArray<FailoverSessionState> sessions)
    {
        foreach (var session in sessions)
            avps.Value(AvpType.FailoverSessionState, session.ToValue());
    }
}
