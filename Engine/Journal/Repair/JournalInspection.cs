using Engine.Journal.Sqlite;
using Engine.Sealing;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Journal.Repair;

/// <summary>Follows every stream as a start would, but to the end of all of them. Writes nothing.</summary>
public sealed class JournalInspection
{
    private readonly IReadOnlyDictionary<string, JournalSchema> schemas;
    private readonly RecordOpener opener;
    private readonly List<StreamDamage> damages = [];
    private readonly List<ContentRow> good = [];
    private readonly List<string> remarks = [];

    private JournalInspection(string path, string keyFile, IReadOnlyDictionary<string, JournalSchema> schemas)
    {
        this.schemas = schemas;
        if (WalTail.Inspect($"{path}-wal") is { } torn)
            remarks.Add($"write-ahead log: {torn.Frames} pages ({torn.Octets} octets) of a commit that never ended; a start passes over them");
        Content = JournalContent.Read(path);
        remarks.AddRange(Content.Unreadable);
        opener = new KeyRing(path, KeyFile.Read(keyFile), Content.Epochs).Opener();
        Follow();
        Report = new JournalReport(path, Content.Streams.Count, Content.Rows.Count, Content.Epochs.Count, damages, remarks);
    }

    public JournalReport Report { get; }

    internal JournalContent Content { get; }

    /// <summary>What a start could follow, by position.</summary>
    internal IReadOnlyList<ContentRow> Good => good;

    /// <param name="schemas">By kind.</param>
    /// <exception cref="JournalUnavailableException">The file is no journal, nothing of it can be read, or the key is another's.</exception>
    public static JournalInspection Of(string path, string keyFile, IReadOnlyDictionary<string, JournalSchema> schemas) => new(path, keyFile, schemas);

    private void Follow()
    {
        using var closing = opener;
        foreach (var stream in Content.Rows.GroupBy(row => row.Stream).OrderBy(stream => stream.Key))
            if (Content.Streams.TryGetValue(stream.Key, out var entity))
                Follow(entity, [.. stream.OrderBy(row => row.Position)]);
            else
                remarks.Add($"{stream.Count()} records from position {stream.First().Position} on belong to a stream whose name is lost");
        good.Sort((one, other) => one.Position.CompareTo(other.Position));
    }

    private void Follow(EntityId entity, List<ContentRow> rows)
    {
        var journal = new JournalStream(entity);
        for (var i = 0; i < rows.Count; i++)
            if (Wrong(journal, i == 0 ? 0 : rows[i - 1].Sequence, rows[i]) is { } cause)
            {
                damages.Add(new StreamDamage(entity, i, rows[i].Sequence, rows[i].Position, cause, [.. rows.Skip(i).Select(row => Named(journal, row))]));
                good.AddRange(rows.Take(i));
                return;
            }
        good.AddRange(rows);
    }

    /// <returns>What keeps a start from taking the record; null for a good one.</returns>
    private string? Wrong(JournalStream stream, long before, ContentRow row)
    {
        var isNext = row.Type == RecordType.Event ? row.Sequence == before + 1 : before == 0;
        if (!isNext)
            return $"is there, and {before + 1} is missing";
        if (Open(stream, row) is not { } plain)
            return "is damaged";
        if (!schemas.TryGetValue(stream.Entity.Kind, out var schema))
            return null; // a newer version's kind: not ours to judge
        try
        {
            DecisionRecord.Read(schema, plain);
            return null;
        }
        catch (InvalidProtocolBufferException e)
        {
            return $"is no event of its kind: {e.Message}";
        }
    }

    private string Named(JournalStream stream, ContentRow row)
    {
        var what = $"record {row.Sequence} at position {row.Position}";
        if (Open(stream, row) is not { } plain || !schemas.TryGetValue(stream.Entity.Kind, out var schema))
            return $"{what}: can't be opened";
        try
        {
            return DecisionRecord.Read(schema, plain) is { } events
                ? $"{what}: {string.Join(", ", events.Select(durable => durable.Descriptor.Name))}"
                : $"{what}: an event of a newer version";
        }
        catch (InvalidProtocolBufferException)
        {
            return $"{what}: no event of its kind";
        }
    }

    private byte[]? Open(JournalStream stream, ContentRow row) =>
        opener.Open(new StoredRecord(stream, row.Sequence, row.Type, row.Payload, row.Position));
}
