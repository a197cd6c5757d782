using System.Collections.Immutable;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Routes;

/// <summary>A dial-out target: what an operator has set, and what the nodes say of it.</summary>
public sealed record DialOutRoute
{
    public required DialOutRouteKey Key { get; init; }

    public AdministrativeState Administrative { get; init; }

    /// <summary>Down until a node has said otherwise; a crash forgets it, and the node says it again.</summary>
    public RouteOperationalState Operational { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Each node's last report.</summary>
    public ImmutableDictionary<string, RouteCounters> Counters { get; init; } = ImmutableDictionary<string, RouteCounters>.Empty;
}

internal sealed record ConditionSet(RouteOperationalState State, string Reason) : ITransientEvent;

internal sealed record CountersReported(string Node, RouteCounters Counters) : ITransientEvent;
