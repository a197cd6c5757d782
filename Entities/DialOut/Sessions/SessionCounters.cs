using Shared.Messages;

namespace Entities.DialOut.Sessions;

/// <summary>Counters of one session (dial-out §8), as <see cref="DialOutCounters"/> names them.</summary>
public sealed record SessionCounters
{
    public ulong Received { get; init; }
    public ulong Enqueued { get; init; }
    public ulong Discarded { get; init; }
    public ulong Forwarded { get; init; }
    public ulong MaximumEnqueued { get; init; }
    public ulong Missed { get; init; }
    public ulong WithoutRoute { get; init; }
    public ulong Late { get; init; }
    public ulong Requests { get; init; }
    public ulong Grants { get; init; }
    public ulong Denies { get; init; }
    public ulong NoResources { get; init; }
    public ulong GrantsWithoutSession { get; init; }
    public ulong DeniesWithoutSession { get; init; }
    public ulong GrantsInvalid { get; init; }
    public ulong Requested { get; init; }
    public ulong Rejected { get; init; }
    public ulong Established { get; init; }
    public ulong TimedOut { get; init; }
    public ulong TornDown { get; init; }
    public ulong Resets { get; init; }

    public DialOutCounters ToMessage() => new()
    {
        TriggersReceived = Received, TriggersEnqueued = Enqueued, TriggersDiscarded = Discarded, TriggersForwarded = Forwarded,
        TriggersMaximumEnqueued = MaximumEnqueued, TriggersMissed = Missed, TriggersWithoutRoute = WithoutRoute, TriggersLate = Late,
        AuthenticationRequests = Requests, AuthenticationGrants = Grants, AuthenticationDenies = Denies,
        AuthenticationNoResources = NoResources, GrantsWithoutSession = GrantsWithoutSession,
        DeniesWithoutSession = DeniesWithoutSession, GrantsInvalid = GrantsInvalid, DialOutsRequested = Requested,
        DialOutsRejected = Rejected, DialOutsEstablished = Established, DialOutsTimedOut = TimedOut, DialOutsTornDown = TornDown,
        Resets = Resets,
    };

    public static SessionCounters From(DialOutCounters? message) => message is null ? new SessionCounters() : new SessionCounters
    {
        Received = message.TriggersReceived, Enqueued = message.TriggersEnqueued, Discarded = message.TriggersDiscarded,
        Forwarded = message.TriggersForwarded, MaximumEnqueued = message.TriggersMaximumEnqueued, Missed = message.TriggersMissed,
        WithoutRoute = message.TriggersWithoutRoute, Late = message.TriggersLate, Requests = message.AuthenticationRequests,
        Grants = message.AuthenticationGrants, Denies = message.AuthenticationDenies, NoResources = message.AuthenticationNoResources,
        GrantsWithoutSession = message.GrantsWithoutSession, DeniesWithoutSession = message.DeniesWithoutSession,
        GrantsInvalid = message.GrantsInvalid, Requested = message.DialOutsRequested, Rejected = message.DialOutsRejected,
        Established = message.DialOutsEstablished, TimedOut = message.DialOutsTimedOut, TornDown = message.DialOutsTornDown,
        Resets = message.Resets,
    };
}
