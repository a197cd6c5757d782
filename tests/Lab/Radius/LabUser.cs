using System.Collections.Immutable;
using Protocols.Radius;

namespace Lab.Radius;

/// <summary>Someone, or something, that the lab's RADIUS server knows.</summary>
/// <param name="Name">User-Name, whole.</param>
/// <param name="Password">Null: a pseudo user of an authorisation, granted without one.</param>
/// <param name="Reply">Attributes of the Access-Accept, in the clear.</param>
public sealed record LabUser(string Name, string? Password, ImmutableArray<RadiusAttributeValue> Reply);
