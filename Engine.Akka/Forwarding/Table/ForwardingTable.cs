using Shared.Messages;

namespace Engine.Akka.Forwarding.Table;

/// <summary>
/// One node's replica of the forwarding table of the whole cluster: takes what local entities announce, what other nodes say, and time;
/// gives <see cref="TableEffect"/>s. It outlives the actor system (architecture.md §3): <see cref="Restart"/> keeps the rows. Not
/// for several threads at once.
/// </summary>
/// <param name="tag">Tells this process's epochs from those of others: chance, 20 bits.</param>
public sealed class ForwardingTable
{
    private readonly ShardReplica[] replicas = [.. Enumerable.Range(0, Sharding.EntityAddress.Shards).Select(shard => new ShardReplica(shard))];
    private readonly Dictionary<string, Peer> peers = [];
    private readonly List<TableEffect> effects = [];
    private readonly SnapshotShelf shelf = new();
    private readonly Heard heard;
    private readonly OwnerSide owner;
    private readonly CatchUp catchUp;

    public ForwardingTable(uint tag)
    {
        heard = new Heard(replicas);
        owner = new OwnerSide(replicas, heard, tag, effects);
        catchUp = new CatchUp(replicas, heard, owner, effects);
    }

    /// <summary>What is to be done since the last call.</summary>
    public IReadOnlyList<TableEffect> TakeEffects()
    {
        if (effects.Count == 0) return [];
        TableEffect[] taken = [.. effects];
        effects.Clear();
        return taken;
    }

    /// <summary>The entities of a shard live here from now on: a new epoch begins. Any announcement for the shard says so too.</summary>
    public void Take(int shard, long nowUnixMs) => owner.Take(shard, nowUnixMs);

    /// <summary>An entity here has put a row into the data path of this node, which is not told of it again.</summary>
    /// <returns>False for a row that no message can carry.</returns>
    public bool Announce(int shard, TableRow row, long nowUnixMs)
    {
        if (row.CalculateSize() > TableLimits.MessageOctets) return false;
        owner.Announce(shard, row, nowUnixMs);
        return true;
    }

    /// <summary>An entity here has ended a row's life.</summary>
    public void Withdraw(int shard, TableRowKey key, long nowUnixMs) => owner.Withdraw(shard, key, nowUnixMs);

    /// <summary>All entities of the shard have resumed and announced: what they did not name is deleted, everywhere. Nothing when it is not here.</summary>
    public void Recovered(int shard) => owner.Recovered(shard);

    /// <summary>The shard's entities have left this node. Rows stay.</summary>
    public void Release(int shard) => owner.Release(shard);

    /// <summary>Another node that forwards; it may have been there before.</summary>
    public void MemberUp(string node)
    {
        if (peers.TryAdd(node, new Peer())) SendDigest(node, withHeads: true);
    }

    /// <summary>A node has left or died. No row goes with it.</summary>
    public void MemberGone(string node)
    {
        if (!peers.Remove(node)) return;
        catchUp.Forget(node);
        heard.ForgetSource(node);
    }

    /// <summary>The actor system of this node has begun anew: it owns nothing and knows nobody, and has its rows.</summary>
    /// <param name="name">As the other nodes call this one.</param>
    public void Restart(string name)
    {
        owner.Name = name;
        owner.ReleaseAll();
        foreach (var node in peers.Keys.ToList())
            MemberGone(node);
        effects.Clear();
    }

    /// <summary>Sends changes that were announced since the last call to all others.</summary>
    public void Flush()
    {
        foreach (var delta in owner.TakeChanges())
            foreach (var node in peers.Keys)
                Send(node, new TableMessage { Delta = delta });
    }

    /// <summary>Every <see cref="TableLimits.TickMs"/>.</summary>
    public void Tick(long nowUnixMs)
    {
        owner.Tick(nowUnixMs);
        Flush();
        catchUp.Tick(nowUnixMs);
        var digest = Digest();
        foreach (var (node, peer) in peers)
            SendDigest(node, withHeads: peer.Digest != digest);
    }

    public void Receive(string from, TableMessage message, long nowUnixMs)
    {
        switch (message.BodyCase)
        {
            case TableMessage.BodyOneofCase.Delta when IsShard(message.Delta.Shard): OnDelta(from, message.Delta, nowUnixMs); break;
            case TableMessage.BodyOneofCase.Pull when IsShard(message.Pull.Shard): OnPull(from, message.Pull, nowUnixMs); break;
            case TableMessage.BodyOneofCase.Part when IsShard(message.Part.Shard): catchUp.OnPart(from, message.Part, nowUnixMs); break;
            case TableMessage.BodyOneofCase.Digest: OnDigest(from, message.Digest, nowUnixMs); break;
        }
    }

    public TableStatus Status(long nowUnixMs)
    {
        var isComplete = peers.Count == 0 || peers.Values.Any(peer => peer.HasShownAll);
        return new TableStatus(isComplete,
            [.. peers.Where(peer => peer.Value.HeardUnixMs is not { } at || nowUnixMs - at > TableStatus.SilentMs).Select(peer => peer.Key)],
            [.. Enumerable.Range(0, replicas.Length).Where(shard => heard[shard].Epoch > 0).Select(shard => new ShardStatus(
                shard, replicas[shard].Position, heard[shard], heard.BehindSinceUnixMs(shard) is { } since ? Math.Max(1, nowUnixMs - since) : 0,
                replicas[shard].IsSettled, owner.Claims(shard), replicas[shard].Rows.Count))]);
    }

    /// <summary>Whether a shard's changes are made here.</summary>
    public bool Claims(int shard) => owner.Claims(shard);

    /// <summary>The node that has a shard, as far as is known here; it may be gone.</summary>
    public string OwnerOf(int shard) => replicas[shard].Owner;

    /// <summary>All rows, of all shards.</summary>
    public IEnumerable<TableRow> Rows => replicas.SelectMany(replica => replica.Rows.Values);

    /// <summary>Whether this replica has a session's row.</summary>
    public bool Contains(ForwardingKey session) =>
        session.LocalTunnelId <= ushort.MaxValue && replicas[session.LocalTunnelId >> 8].Rows.ContainsKey(RowKey.Of(session));

    private void OnDelta(string from, TableDelta delta, long nowUnixMs)
    {
        var shard = (int)delta.Shard;
        var replica = replicas[shard];
        var end = new TablePosition(delta.Epoch, delta.BaseVersion + (ulong)delta.Changes.Count);
        if (end <= replica.Position)
        {
            // an owner of the past must learn that it is one
            if (end.Epoch < replica.Position.Epoch) SendDigest(from, withHeads: true);
            return;
        }
        heard.Note(shard, end, from, nowUnixMs);
        if (delta.Epoch > replica.Position.Epoch && replica.CanEnter(delta)) replica.Enter(delta.Epoch);
        if (delta.Epoch == replica.Position.Epoch && delta.BaseVersion <= replica.Position.Version)
        {
            var before = effects.Count;
            foreach (var change in delta.Changes.Skip((int)(replica.Position.Version - delta.BaseVersion)))
                replica.Apply(change, effects);
            owner.SpareOwn(shard, before);
            heard.Reached(shard, replica.Position);
            catchUp.Answered(shard, nowUnixMs);
        }
        else
            catchUp.Start(nowUnixMs);
    }

    private void OnPull(string from, TablePull pull, long nowUnixMs)
    {
        var shard = (int)pull.Shard;
        var place = new TablePosition(pull.Epoch, pull.Version);
        if (place >= replicas[shard].Position) return;
        if (pull.PartEpoch == 0 && replicas[shard].Since(place) is { } delta)
            Send(from, new TableMessage { Delta = delta });
        else
            Send(from, new TableMessage { Part = shelf.Read(shard, replicas[shard], pull, nowUnixMs) });
    }

    private void OnDigest(string from, TableDigest digest, long nowUnixMs)
    {
        // membership may lag behind the wire: who is no member yet will say it again
        if (!peers.TryGetValue(from, out var peer)) return;
        (peer.HeardUnixMs, peer.Digest) = (nowUnixMs, digest.Digest);
        foreach (var head in digest.Heads.Where(head => IsShard(head.Shard)))
        {
            heard.Note((int)head.Shard, new TablePosition(head.Epoch, head.Version), from, nowUnixMs);
            if (head.Owned) owner.OnClaim((int)head.Shard, head.Epoch, nowUnixMs);
        }
        peer.HasShownAll |= digest.HasHeads || digest.Digest == Digest();
        catchUp.Start(nowUnixMs);
    }

    private void SendDigest(string node, bool withHeads)
    {
        var digest = new TableDigest { Digest = Digest(), HasHeads = withHeads };
        for (var shard = 0; withHeads && shard < replicas.Length; shard++)
            if (replicas[shard].Position is { Epoch: > 0 } place)
                digest.Heads.Add(new TableHead { Shard = (uint)shard, Epoch = place.Epoch, Version = place.Version, Owned = owner.Claims(shard) });
        Send(node, new TableMessage { Digest = digest });
    }

    /// <summary>FNV-1a over the positions: the same on nodes that stand in the same places.</summary>
    private ulong Digest()
    {
        var digest = 14695981039346656037UL;
        foreach (var replica in replicas)
        {
            digest = (digest ^ replica.Position.Epoch) * 1099511628211UL;
            digest = (digest ^ replica.Position.Version) * 1099511628211UL;
        }
        return digest;
    }

    private void Send(string node, TableMessage message) => effects.Add(new TableEffect.Send(node, message));

    private static bool IsShard(uint shard) => shard < Sharding.EntityAddress.Shards;

    private sealed class Peer
    {
        public ulong Digest { get; set; }

        /// <summary>It has said where it stands in all shards, since it was met.</summary>
        public bool HasShownAll { get; set; }

        public long? HeardUnixMs { get; set; }
    }
}
