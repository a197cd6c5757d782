using Shared.Messages;

namespace Entities.DialOut.Authorisation;

/// <summary>An Access-Accept, read: a grant, or the configuration error that makes it none.</summary>
/// <param name="Ignored">Tunnel groups that were left out, with why; of a grant too.</param>
public sealed record GrantReading(DialOutGrant? Grant, string Fault, IReadOnlyList<string> Ignored)
{
    public static GrantReading Invalid(string fault, IReadOnlyList<string>? ignored = null) => new(null, fault, ignored ?? []);
}
