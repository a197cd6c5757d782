using System.Collections.Immutable;
using Shared.Messages;

namespace Engine.Akka.Forwarding.Table;

/// <summary>
/// One node's copy of a shard's rows. It changes by the changes of the shard's owner, in their order, or by a whole snapshot; rows of
/// older epochs stay until an owner deletes or settles (architecture.md §4).
/// </summary>
internal sealed class ShardReplica(int shard)
{
    private readonly ChangeLog log = new();
    private TablePosition openedAfter;

    public TablePosition Position { get; private set; }

    /// <summary>Who makes the changes of this epoch; it may be gone.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>All rows are of this epoch, but for what is kept for a later one.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Immutable, so that a snapshot is a reference.</summary>
    public ImmutableDictionary<RowKey, TableRow> Rows { get; private set; } = ImmutableDictionary<RowKey, TableRow>.Empty;

    /// <summary>Begins an epoch; the rows that are there stay.</summary>
    public void Enter(ulong epoch)
    {
        Position = new TablePosition(epoch, 0);
        IsSettled = false;
        log.StartAfter(0);
    }

    /// <summary>Takes the change that follows <see cref="Position"/>.</summary>
    public void Apply(TableChange change, ICollection<TableEffect> effects)
    {
        Position = Position with { Version = Position.Version + 1 };
        log.Add(change);
        switch (change.ChangeCase)
        {
            case TableChange.ChangeOneofCase.Opened:
                (openedAfter, Owner) = (AfterOf(change.Opened), change.Opened.Owner);
                break;
            case TableChange.ChangeOneofCase.Put when RowKey.Of(change.Put) is { } key:
                Put(key, change.Put, effects);
                break;
            case TableChange.ChangeOneofCase.Deleted when RowKey.Of(change.Deleted) is { } key:
                Delete(key, effects);
                break;
            case TableChange.ChangeOneofCase.Settled:
                IsSettled = true;
                foreach (var (key, row) in Rows)
                    if (row.Epoch < Position.Epoch) Delete(key, effects);
                break;
            // what a newer version writes is counted and passed over
        }
    }

    /// <summary>
    /// Goes to where a snapshot stands. While its epoch is not settled, a row of an older epoch that the snapshot lacks may be of a
    /// session whose entity has not resumed yet: it stays.
    /// </summary>
    public void Apply(TablePosition at, string owner, bool isSettled, IEnumerable<TableRow> rows, ICollection<TableEffect> effects)
    {
        if (at <= Position) return;
        var given = new HashSet<RowKey>();
        foreach (var row in rows)
        {
            if (RowKey.Of(row) is not { } key) continue;
            given.Add(key);
            if (!Rows.TryGetValue(key, out var mine) || TablePosition.Of(mine) < TablePosition.Of(row)) Put(key, row, effects);
        }
        foreach (var (key, row) in Rows)
            if ((isSettled ? row.Epoch <= at.Epoch : row.Epoch == at.Epoch) && !given.Contains(key)) Delete(key, effects);
        (Position, Owner, IsSettled) = (at, owner, isSettled);
        log.StartAfter(at.Version);
    }

    /// <summary>Takes up a row that the data path has and no change has told of. An epoch that begins later settles it, and none of before.</summary>
    /// <param name="epoch">Of none: between those of the owners before and after.</param>
    public void Keep(RowKey key, TableRow row, ulong epoch)
    {
        if (Rows.ContainsKey(key)) return;
        var kept = row.Clone();
        (kept.Epoch, kept.Version) = (epoch, 0);
        Rows = Rows.Add(key, kept);
    }

    /// <returns>Whether the epoch that begins so can be entered from here, without a snapshot.</returns>
    public bool CanEnter(TableDelta delta) =>
        delta is { BaseVersion: 0, Changes: [{ ChangeCase: TableChange.ChangeOneofCase.Opened } first, ..] } && AfterOf(first.Opened) <= Position;

    /// <summary>What somebody who stands there has missed, as far as the log goes and one message holds; null: only a snapshot helps.</summary>
    public TableDelta? Since(TablePosition place)
    {
        var isSameEpoch = place.Epoch == Position.Epoch;
        if (!isSameEpoch && (log.After != 0 || place < openedAfter)) return null;
        var delta = new TableDelta { Shard = (uint)shard, Epoch = Position.Epoch, BaseVersion = isSameEpoch ? place.Version : 0 };
        return log.TryRead(delta.BaseVersion, delta.Changes) ? delta : null;
    }

    private void Put(RowKey key, TableRow row, ICollection<TableEffect> effects)
    {
        Rows = Rows.SetItem(key, row);
        effects.Add(new TableEffect.Install(row));
    }

    private void Delete(RowKey key, ICollection<TableEffect> effects)
    {
        if (!Rows.TryGetValue(key, out var row)) return;
        Rows = Rows.Remove(key);
        effects.Add(new TableEffect.Remove(RowKey.MessageOf(row)));
    }

    private static TablePosition AfterOf(TableOpened opened) => new(opened.AfterEpoch, opened.AfterVersion);
}
