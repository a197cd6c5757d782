using System.Collections.Immutable;

namespace Engine.Tests.Ledger;

public sealed record LedgerState(string Key)
{
    public long Total { get; init; }

    public int Deposits { get; init; }

    public int Touches { get; init; }

    public string Memo { get; init; } = "";

    public bool IsClosed { get; init; }

    public ImmutableSortedDictionary<string, DateTimeOffset> Reminders { get; init; } =
        ImmutableSortedDictionary<string, DateTimeOffset>.Empty.WithComparers(StringComparer.Ordinal);
}
