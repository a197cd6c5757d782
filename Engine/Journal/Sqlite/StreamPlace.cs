namespace Engine.Journal.Sqlite;

/// <summary>
/// Where the records of a stream lie. Kept in memory (8 octets a record) instead of in an index: an index would dirty a page of its own for
/// nearly every record, and so more than double what a commit writes.
/// </summary>
internal sealed class StreamPlace(long number)
{
    /// <summary>The stream's row; also the position of its first record, so it is never used again.</summary>
    public long Number { get; } = number;

    /// <summary>Ascending.</summary>
    public List<long> Positions { get; } = [];
}
