using Engine.Journal.Sqlite;

namespace Engine.Journal.Repair;

/// <summary>Reads what can be read of a table whose pages may be damaged: row after row, and beyond a bad page to the next good one.</summary>
internal sealed class RowSalvage(Connection connection)
{
    /// <summary>Row ids are positions: 2^23 epochs of 2^40.</summary>
    private const int MaximumStepBits = 63;

    private readonly List<(long First, long Last)> unreadable = [];

    /// <summary>Ranges of row ids whose pages can't be read; <see cref="long.MaxValue"/> is the table's end.</summary>
    public IReadOnlyList<(long First, long Last)> Unreadable => unreadable;

    /// <param name="columns">The first is the row id.</param>
    public IEnumerable<T> Read<T>(string table, string columns, Func<Statement, T> take)
    {
        unreadable.Clear();
        var id = columns.Split(',')[0];
        using var first = new Statement(connection, $"SELECT {id} FROM {table} WHERE {id} >= ? ORDER BY {id} LIMIT 1");
        using var rows = new Statement(connection, $"SELECT {columns} FROM {table} WHERE {id} >= ? ORDER BY {id}");
        for (long? from = 0; from is { } at;)
        {
            var last = at - 1;
            rows.Bind(1, at);
            while (TryNext(rows, out var found) && found)
            {
                last = rows.Long(0);
                yield return take(rows);
            }
            rows.Reset();
            if (IsEnd(first, last + 1))
                yield break;
            from = Beyond(first, last + 1);
            unreadable.Add((last + 1, from - 1 ?? long.MaxValue));
        }
    }

    private static bool IsEnd(Statement first, long from) => TryFirst(first, from, out var row) && row is null;

    /// <summary>The first id beyond a bad place from which on rows can be read again; null when there is none.</summary>
    private static long? Beyond(Statement first, long bad)
    {
        for (var bits = 0; bits < MaximumStepBits && bad + (1L << bits) is var at && at > 0; bits++)
            if (TryFirst(first, at, out var row))
                return row is null ? null : Nearest(first, bad + (bits == 0 ? 0 : 1L << (bits - 1)), at);
        return null;
    }

    private static long Nearest(Statement first, long bad, long good)
    {
        while (good - bad > 1)
            if (bad + ((good - bad) / 2) is var middle && TryFirst(first, middle, out _))
                good = middle;
            else
                bad = middle;
        return good;
    }

    private static bool TryFirst(Statement first, long from, out long? row)
    {
        row = null;
        first.Bind(1, from);
        if (!TryNext(first, out var found))
            return false;
        if (found)
            row = first.Long(0);
        first.Reset();
        return true;
    }

    /// <returns>False for a page that can't be read.</returns>
    private static bool TryNext(Statement statement, out bool found)
    {
        found = false;
        try
        {
            found = statement.Next();
            return true;
        }
        catch (JournalUnavailableException e) when (!e.MayPass)
        {
            return false;
        }
    }
}
