using Shared.Messages;

namespace Engine.Akka.Forwarding.Table;

/// <summary>
/// The shards whose entities live on this node: their changes are made here. Each time of owning is an epoch; a row lives until this
/// owner deletes it, or until the next one has heard all of its entities and none named the row.
/// </summary>
internal sealed class OwnerSide(ShardReplica[] replicas, Heard heard, uint tag, List<TableEffect> effects)
{
    private readonly Dictionary<int, OwnedShard> owned = [];

    /// <summary>As other nodes call this one.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whether the shard's present epoch is this node's.</summary>
    public bool Claims(int shard) => owned.TryGetValue(shard, out var own) && IsOpen(shard, own);

    public void Take(int shard, long nowUnixMs) => Owned(shard, nowUnixMs);

    public void Announce(int shard, TableRow row, long nowUnixMs)
    {
        if (RowKey.Of(row) is not { } key) return;
        var own = Owned(shard, nowUnixMs);
        own.Rows[key] = row;
        // whoever announces has the row in its own data path already
        if (IsOpen(shard, own)) Append(shard, Put(shard, row), []);
    }

    public void Withdraw(int shard, TableRowKey message, long nowUnixMs)
    {
        if (RowKey.Of(message) is not { } key) return;
        var own = Owned(shard, nowUnixMs);
        own.Rows.Remove(key);
        var isNowhere = replicas[shard].IsSettled && !replicas[shard].Rows.ContainsKey(key);
        if (IsOpen(shard, own) && !isNowhere) Append(shard, new TableChange { Deleted = message }, []);
    }

    public void Recovered(int shard)
    {
        // said of an earlier time, or too late: whoever has the shard now will say it
        if (!owned.TryGetValue(shard, out var own)) return;
        own.IsRecovered = true;
        if (IsOpen(shard, own) && !replicas[shard].IsSettled) Settle(shard);
    }

    /// <summary>
    /// What was announced here and is in no epoch, as this node was still waiting for its own, stays in the data path. From now on the replica
    /// answers for it: the next owner names the row, or settles without it.
    /// </summary>
    public void Release(int shard)
    {
        if (!owned.Remove(shard, out var own)) return;
        foreach (var (key, row) in own.Rows)
            replicas[shard].Keep(key, row, own.Since);
    }

    public void ReleaseAll()
    {
        foreach (var shard in owned.Keys.ToList())
            Release(shard);
    }

    /// <summary>Another node says that a later epoch of this shard is its own: two owners for a while, and one of them will go.</summary>
    public void OnClaim(int shard, ulong epoch, long nowUnixMs)
    {
        if (owned.TryGetValue(shard, out var own) && own.Epoch > 0 && epoch > own.Epoch) own.RivalUnixMs = nowUnixMs;
    }

    /// <summary>
    /// What another's epoch would do to rows that live entities here have named is not done to this node's data path: they are said again in
    /// the next epoch.
    /// </summary>
    /// <param name="from">The first of the effects that the other's changes have had.</param>
    public void SpareOwn(int shard, int from)
    {
        if (!owned.TryGetValue(shard, out var own)) return;
        for (var at = effects.Count - 1; at >= from; at--)
            if (KeyOf(effects[at]) is { } key && own.Rows.ContainsKey(key)) effects.RemoveAt(at);
    }

    private static RowKey? KeyOf(TableEffect effect) => effect switch
    {
        TableEffect.Install install => RowKey.Of(install.Row),
        TableEffect.Remove remove => RowKey.Of(remove.Key),
        _ => null,
    };

    /// <summary>Takes shards again whose later epoch is nobody's: of an owner that is gone, and of whom this node had not heard.</summary>
    public void Tick(long nowUnixMs)
    {
        foreach (var (shard, own) in owned)
        {
            if (own.Epoch == 0 && heard.BehindSinceUnixMs(shard) is null)
                Open(shard, own, nowUnixMs);
            else if (IsOpen(shard, own) && heard[shard].Epoch <= own.Epoch)
                own.RivalUnixMs = null;
            else if (own.RivalUnixMs is not { } rival)
                own.RivalUnixMs = nowUnixMs;
            else if (nowUnixMs - rival >= TableLimits.ClaimMs)
                Open(shard, own, nowUnixMs);
        }
    }

    /// <summary>What has changed since the last call, for all others.</summary>
    public IEnumerable<TableDelta> TakeChanges()
    {
        foreach (var (shard, own) in owned)
            while (IsOpen(shard, own) && own.SentVersion < replicas[shard].Position.Version)
            {
                // what the log has dropped already is found by digests
                if (replicas[shard].Since(new TablePosition(own.Epoch, own.SentVersion)) is not { } delta)
                {
                    own.SentVersion = replicas[shard].Position.Version;
                    break;
                }
                own.SentVersion += (ulong)delta.Changes.Count;
                yield return delta;
            }
    }

    private OwnedShard Owned(int shard, long nowUnixMs)
    {
        if (owned.TryGetValue(shard, out var own)) return own;
        own = new OwnedShard(EpochNumber.Next(nowUnixMs, Math.Max(replicas[shard].Position.Epoch, heard[shard].Epoch), tag));
        owned.Add(shard, own);
        // a joiner first gets the rows that are there: they are of entities that it has yet to bring back
        if (heard.BehindSinceUnixMs(shard) is null) Open(shard, own, nowUnixMs);
        return own;
    }

    private bool IsOpen(int shard, OwnedShard own) => own.Epoch > 0 && replicas[shard].Position.Epoch == own.Epoch;

    private void Open(int shard, OwnedShard own, long nowUnixMs)
    {
        var replica = replicas[shard];
        var after = replica.Position;
        own.Epoch = EpochNumber.Next(nowUnixMs, Math.Max(after.Epoch, heard[shard].Epoch), tag);
        (own.SentVersion, own.RivalUnixMs) = (0, null);
        replica.Enter(own.Epoch);
        Append(shard, new TableChange { Opened = new TableOpened { AfterEpoch = after.Epoch, AfterVersion = after.Version, Owner = Name } }, effects);
        foreach (var row in own.Rows.Values)
            Append(shard, Put(shard, row), effects);
        if (own.IsRecovered) Settle(shard);
    }

    private void Settle(int shard) => Append(shard, new TableChange { Settled = new TableSettled() }, effects);

    private void Append(int shard, TableChange change, ICollection<TableEffect> into)
    {
        replicas[shard].Apply(change, into);
        heard.Reached(shard, replicas[shard].Position);
    }

    private TableChange Put(int shard, TableRow row)
    {
        var place = replicas[shard].Position;
        var put = row.Clone();
        (put.Epoch, put.Version) = (place.Epoch, place.Version + 1);
        return new TableChange { Put = put };
    }

    /// <param name="since">An epoch that might have begun when the shard came here: above those of earlier owners, below those of later ones.</param>
    private sealed class OwnedShard(ulong since)
    {
        public ulong Since { get; } = since;

        public Dictionary<RowKey, TableRow> Rows { get; } = [];

        /// <summary>0: it waits for the rows that are there.</summary>
        public ulong Epoch { get; set; }

        public bool IsRecovered { get; set; }

        public ulong SentVersion { get; set; }

        /// <summary>Since when another epoch stands above this one, or when it was last claimed; null: none does.</summary>
        public long? RivalUnixMs { get; set; }
    }
}
