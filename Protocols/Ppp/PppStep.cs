using System.Collections.Immutable;

namespace Protocols.Ppp;

/// <summary>The link after an input, and what it wants done about it, in order.</summary>
public sealed record PppStep(PppLink Link, ImmutableArray<PppOutput> Outputs);
