using Engine.Journal.Sqlite;
using Engine.Sealing;
using Shared.Messages.Entities;

namespace Engine.Journal.Repair;

/// <summary>All that can be read of a journal file, whatever became of it.</summary>
/// <param name="Unreadable">What pages hid, in words.</param>
internal sealed record JournalContent(
    IReadOnlyList<SealingEpoch> Epochs, IReadOnlyDictionary<long, EntityId> Streams, IReadOnlyList<ContentRow> Rows, IReadOnlyList<string> Unreadable)
{
    /// <exception cref="JournalUnavailableException">Nothing can be read at all.</exception>
    public static JournalContent Read(string path)
    {
        using var connection = new Connection(path, mayCreate: false);
        connection.NeverCheckpoint();
        connection.Execute("PRAGMA query_only = ON");
        Schema.Check(connection, path);
        var salvage = new RowSalvage(connection);
        var unreadable = new List<string>();
        var epochs = Table("epoch", "number, key_id, salt", row => new SealingEpoch((int)row.Long(0), (ulong)row.Long(1), row.Blob(2)));
        var streams = Table("stream", "number, kind, key", row => (Number: row.Long(0), Entity: new EntityId(row.Text(1), row.Text(2))));
        var rows = Table("record", "position, stream, sequence, type, payload",
            row => new ContentRow(row.Long(0), row.Long(1), row.Long(2), (RecordType)row.Long(3), row.Blob(4)));
        return new JournalContent(epochs, streams.ToDictionary(stream => stream.Number, stream => stream.Entity), rows, unreadable);

        List<T> Table<T>(string table, string columns, Func<Statement, T> take)
        {
            var read = salvage.Read(table, columns, take).ToList();
            unreadable.AddRange(salvage.Unreadable.Select(range => range.Last == long.MaxValue
                ? $"table {table}: nothing from {range.First} on can be read"
                : $"table {table}: {range.First} to {range.Last} can't be read"));
            return read;
        }
    }
}

/// <summary>A row of the table of records. Nothing says yet that it is what was written.</summary>
internal sealed record ContentRow(long Position, long Stream, long Sequence, RecordType Type, byte[] Payload);
