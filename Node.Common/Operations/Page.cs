namespace Node.Common.Operations;

/// <summary>A part of a list.</summary>
/// <param name="Total">Rows of the whole list.</param>
public sealed record Page<T>(int Total, int Offset, bool HasMore, IReadOnlyList<T> Rows);

public static class Page
{
    public const int DefaultLimit = 1000;

    /// <summary>One answer is one line in memory on both sides.</summary>
    public const int MaximumLimit = 10000;

    public static Page<T> Of<T>(IReadOnlyList<T> all, int offset = 0, int limit = MaximumLimit)
    {
        var rows = all.Skip(offset).Take(limit).ToList();
        return new Page<T>(all.Count, offset, offset + rows.Count < all.Count, rows);
    }
}
