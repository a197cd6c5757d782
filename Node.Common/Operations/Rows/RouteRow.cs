using System.Net;

namespace Node.Common.Operations.Rows;

/// <summary>One line of <c>show routes</c>: a dial-out target, or the access route of a call that is up.</summary>
/// <param name="Kind">dial-out or access.</param>
/// <param name="Status">Of a target: in-service, inhibited or down; of an access route in-service.</param>
/// <param name="Sessions">Dial-out sessions of the target.</param>
/// <param name="Session">Of an access route the key of its session.</param>
public sealed record RouteRow(
    string VirtualRouter,
    IPNetwork Prefix,
    string Kind,
    string Status,
    string? AdministrativeState,
    string? Domain,
    string? Profile,
    int? Sessions,
    string? Session);
