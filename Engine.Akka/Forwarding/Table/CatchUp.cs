using Shared.Messages;

namespace Engine.Akka.Forwarding.Table;

/// <summary>Asks for what this node lacks: changes, or a shard's snapshot part by part; some shards at a time, again when no answer comes.</summary>
internal sealed class CatchUp(ShardReplica[] replicas, Heard heard, OwnerSide owner, List<TableEffect> effects)
{
    private readonly Dictionary<int, Pull> pulls = [];

    public int InFlight => pulls.Count;

    /// <summary>Begins what may begin.</summary>
    public void Start(long nowUnixMs)
    {
        if (pulls.Count >= TableLimits.PullsInFlight) return;
        foreach (var shard in heard.Behind)
        {
            if (pulls.ContainsKey(shard)) continue;
            var pull = new Pull(heard.SourceOf(shard));
            pulls.Add(shard, pull);
            Ask(shard, pull, nowUnixMs);
            if (pulls.Count >= TableLimits.PullsInFlight) return;
        }
    }

    public void Tick(long nowUnixMs)
    {
        foreach (var (shard, pull) in pulls.Where(pull => nowUnixMs - pull.Value.AskedUnixMs >= TableLimits.PullTimeoutMs).ToList())
        {
            if (heard.BehindSinceUnixMs(shard) is null || ++pull.Tries >= TableLimits.PullTries)
            {
                pulls.Remove(shard);
                if (pull.Tries >= TableLimits.PullTries && heard.SourceOf(shard) == pull.Source) heard.Forget(shard);
            }
            else
                Ask(shard, pull, nowUnixMs);
        }
        Start(nowUnixMs);
    }

    /// <summary>An answer has moved the replica, or turned out to be of no use.</summary>
    public void Answered(int shard, long nowUnixMs)
    {
        pulls.Remove(shard);
        Start(nowUnixMs);
    }

    public void OnPart(string from, TablePart part, long nowUnixMs)
    {
        var shard = (int)part.Shard;
        var at = new TablePosition(part.Epoch, part.Version);
        if (at <= replicas[shard].Position || part.Parts is 0 or > TableLimits.SnapshotParts || part.Part >= part.Parts) return;
        if (!pulls.TryGetValue(shard, out var pull) || pull.Source != from) return;
        if (pull.Snapshot is null || at > pull.Snapshot.Position)
            pull.Snapshot = new Assembly(at, part.Settled, new TablePart?[part.Parts]);
        else if (at < pull.Snapshot.Position || part.Parts != pull.Snapshot.Parts.Length)
            return;
        if (pull.Snapshot.Parts[part.Part] is not null) return;
        pull.Snapshot.Parts[part.Part] = part;
        pull.Tries = 0;
        if (Array.IndexOf(pull.Snapshot.Parts, null) >= 0)
        {
            Ask(shard, pull, nowUnixMs);
            return;
        }
        var before = effects.Count;
        replicas[shard].Apply(at, part.Owner, pull.Snapshot.IsSettled, pull.Snapshot.Parts.SelectMany(one => one!.Rows), effects);
        owner.SpareOwn(shard, before);
        heard.Reached(shard, at);
        Answered(shard, nowUnixMs);
    }

    public void Forget(string source)
    {
        foreach (var shard in pulls.Where(pull => pull.Value.Source == source).Select(pull => pull.Key).ToList())
            pulls.Remove(shard);
    }

    private void Ask(int shard, Pull pull, long nowUnixMs)
    {
        pull.AskedUnixMs = nowUnixMs;
        var place = replicas[shard].Position;
        var question = new TablePull { Shard = (uint)shard, Epoch = place.Epoch, Version = place.Version };
        if (pull.Snapshot is { } begun)
            (question.PartEpoch, question.PartVersion, question.Part) =
                (begun.Position.Epoch, begun.Position.Version, (uint)Array.IndexOf(begun.Parts, null));
        effects.Add(new TableEffect.Send(pull.Source, new TableMessage { Pull = question }));
    }

    private sealed class Pull(string source)
    {
        public string Source { get; } = source;

        public long AskedUnixMs { get; set; }

        public int Tries { get; set; }

        public Assembly? Snapshot { get; set; }
    }

    private sealed record Assembly(TablePosition Position, bool IsSettled, TablePart?[] Parts);
}
