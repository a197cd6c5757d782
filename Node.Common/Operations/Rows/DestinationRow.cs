using System.Net;

namespace Node.Common.Operations.Rows;

/// <summary>One line of <c>show destinations</c>: a peer as a tunnel end point.</summary>
/// <param name="State">usable, locked-out, testing, draining or disabled.</param>
/// <param name="MaximumSessions">0: no limit.</param>
/// <param name="LockoutSecondsLeft">Null when it is not locked out.</param>
public sealed record DestinationRow(
    string Key,
    IPAddress Local,
    IPAddress Peer,
    string State,
    string AdministrativeState,
    int Tunnels,
    int Sessions,
    int MaximumSessions,
    int? LockoutSecondsLeft,
    string? LastText);
