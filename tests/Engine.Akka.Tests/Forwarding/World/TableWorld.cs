using Engine.Akka.Forwarding.Table;
using Shared.Messages;

namespace Engine.Akka.Tests.Forwarding.World;

/// <summary>
/// A cluster of replicas on virtual time. Owners change rows, die, are cut off, hand over; nodes join. What must hold at every moment:
/// no data path that had the row of a live session loses it.
/// </summary>
internal sealed class TableWorld
{
    private readonly Random random;
    private readonly Weather weather;
    private readonly LossyNet net;
    private readonly List<WorldNode> nodes = [];
    private readonly ShardTruth[] shards = [.. new[] { 0, 7, 255 }.Select(shard => new ShardTruth(shard))];
    private readonly HashSet<(WorldNode, RowKey)> seen = [];
    private readonly List<(long Due, Action What)> planned = [];
    private readonly HashSet<string> buried = [];
    private long now = 1_795_000_000_000;
    private long nextTick;
    private int machines;

    public TableWorld(Random random, Weather weather)
    {
        (this.random, this.weather) = (random, weather);
        net = new LossyNet(random, weather);
        for (var node = 0; node < 3; node++) Join();
        foreach (var shard in shards) TakeOver(shard);
    }

    public IReadOnlyList<WorldNode> Nodes => nodes;

    /// <summary>What every data path should have.</summary>
    public Dictionary<RowKey, TableRow> Truth => shards.SelectMany(shard => shard.Live).ToDictionary();

    public void Step()
    {
        var shard = shards[random.Next(shards.Length)];
        switch (random.Next(40))
        {
            case < 10: Announce(shard); break;
            case < 14: Withdraw(shard); break;
            case < 20: Resume(shard); break;
            case 20: Kill(); break;
            case 21: HandOver(shard); break;
            case 22: CutOff(); break;
            case 23 when nodes.Count < 6: Join(); break;
            default: Run(random.Next(1, 300)); break;
        }
        Check();
    }

    /// <summary>All is well from now on; time enough for anything to be found.</summary>
    public void Calm()
    {
        Run(20_000);
        net.IsCalm = true;
        foreach (var shard in shards)
            while (!shard.HasRecovered) Resume(shard);
        Run(10_000);
        foreach (var shard in shards)
            while (shard.Owner is not null && !shard.HasRecovered) Resume(shard);
        Run(10_000);
    }

    public void Run(int ms)
    {
        for (var until = now + ms; now < until;)
        {
            var due = Math.Min(until, Math.Min(nextTick, planned.Count > 0 ? planned.Min(plan => plan.Due) : long.MaxValue));
            while (net.TryNext(due, out var at, out var arrived))
            {
                now = Math.Max(now, at);
                if (nodes.Find(node => node.Name == arrived.To) is not { } node) continue;
                node.Table.Receive(arrived.From, arrived.Message, now);
                Done(node);
            }
            now = Math.Max(now, due);
            foreach (var plan in planned.Where(plan => plan.Due <= now).ToList())
            {
                planned.Remove(plan);
                plan.What();
            }
            if (now < nextTick) continue;
            nextTick = now + TableLimits.TickMs;
            foreach (var node in nodes)
            {
                node.Table.Tick(now);
                Done(node);
            }
        }
    }

    private void Check()
    {
        foreach (var (node, key) in seen)
            if (!node.DataPath.ContainsKey(key))
                throw new ShouldAssertException($"{node.Name} has lost {key.Text}, which lives");
    }

    private void Done(WorldNode node)
    {
        node.Do(now);
        foreach (var shard in shards)
            foreach (var key in shard.Live.Keys)
                if (node.DataPath.ContainsKey(key)) seen.Add((node, key));
        Check();
    }

    private void Announce(ShardTruth shard)
    {
        if (shard.Owner is not { } owner) return;
        // a new session, or news of one
        var row = random.Next(3) > 0 || shard.Live.Count == 0 ? shard.NewSession() : shard.Live.Values.ElementAt(random.Next(shard.Live.Count)).Clone();
        row.Session.LocalMagic = (uint)random.Next();
        shard.Live[RowKey.Of(row)!.Value] = row;
        Say(owner, shard, row);
    }

    private void Withdraw(ShardTruth shard)
    {
        if (shard.Owner is not { } owner || !shard.HasRecovered || shard.Live.Count == 0) return;
        var (key, row) = shard.Live.ElementAt(random.Next(shard.Live.Count));
        End(shard, key);
        owner.DataPath.Remove(key);
        owner.Table.Withdraw(shard.Shard, RowKey.MessageOf(row), now);
        Done(owner);
    }

    private void End(ShardTruth shard, RowKey key)
    {
        shard.Live.Remove(key);
        seen.RemoveWhere(one => one.Item2 == key);
    }

    private void Resume(ShardTruth shard)
    {
        if (shard.Owner is not { } owner || shard.HasRecovered) return;
        if (shard.Resuming.TryDequeue(out var key) && shard.Live.TryGetValue(key, out var row)) Say(owner, shard, row);
        if (shard.Resuming.Count > 0 && !weather.SettlesEarly) return;
        shard.HasRecovered = shard.Resuming.Count == 0;
        owner.Table.Recovered(shard.Shard);
        Done(owner);
    }

    private void Say(WorldNode owner, ShardTruth shard, TableRow row)
    {
        owner.DataPath[RowKey.Of(row)!.Value] = row;
        owner.Table.Announce(shard.Shard, row, now).ShouldBeTrue();
        Done(owner);
    }

    private void TakeOver(ShardTruth shard)
    {
        if (shard.Owner is not null) return;
        var owner = nodes.Where(node => !net.CutOff.Contains(node.Name)).OrderBy(_ => random.Next()).First();
        (shard.Owner, shard.HasRecovered) = (owner, false);
        shard.Resuming.Clear();
        foreach (var key in shard.Live.Keys) shard.Resuming.Enqueue(key);
        owner.Table.Take(shard.Shard, now);
        Done(owner);
    }

    private void Kill()
    {
        if (nodes.Count - net.CutOff.Count < 2) return;
        var victim = nodes[random.Next(nodes.Count)];
        if (net.CutOff.Contains(victim.Name)) return;
        // what was durable when it died, and had not been performed
        foreach (var shard in shards.Where(shard => shard.Owner == victim && random.Next(2) == 0 && shard.Live.Count > 0))
            End(shard, shard.Live.Keys.First());
        nodes.Remove(victim);
        seen.RemoveWhere(one => one.Item1 == victim);
        Bury(victim, victim.Name);
    }

    /// <summary>The others notice, each at its own time; then its shards get other owners.</summary>
    private void Bury(WorldNode victim, string name)
    {
        buried.Add(name);
        var orphans = shards.Where(shard => shard.Owner == victim).ToList();
        foreach (var orphan in orphans) orphan.Owner = null;
        foreach (var node in nodes.Where(node => node.Name != name).ToList())
            planned.Add((now + random.Next(500, 4_000), () =>
            {
                node.Table.MemberGone(name);
                if (weather.DeletesOnDeath)
                    foreach (var key in node.DataPath.Keys.Where(key => orphans.Any(shard => shard.Live.ContainsKey(key))).ToList())
                        node.DataPath.Remove(key);
                Done(node);
            }));
        foreach (var orphan in orphans)
            planned.Add((now + random.Next(4_000, 6_000), () => TakeOver(orphan)));
    }

    private void HandOver(ShardTruth shard)
    {
        if (shard.Owner is not { } owner || net.CutOff.Contains(owner.Name)) return;
        owner.Table.Release(shard.Shard);
        Done(owner);
        shard.Owner = null;
        // epochs go by clocks that agree to less than what a shard needs to move
        Run(1);
        TakeOver(shard);
    }

    /// <summary>For a moment, which membership overlooks; or for so long that the others go on without the node, which begins anew.</summary>
    private void CutOff()
    {
        if (nodes.Count - net.CutOff.Count < 3) return;
        var node = nodes[random.Next(nodes.Count)];
        var name = node.Name;
        if (!net.CutOff.Add(name)) return;
        if (random.Next(2) == 0)
        {
            planned.Add((now + random.Next(200, 4_000), () => net.CutOff.Remove(name)));
            return;
        }
        Bury(node, name);
        planned.Add((now + random.Next(8_000, 12_000), () =>
        {
            net.CutOff.Remove(name);
            if (!nodes.Contains(node)) return;
            node.Restart();
            Meet(node);
        }));
    }

    private void Join()
    {
        var node = new WorldNode($"lns-{++machines}", (uint)machines, net);
        nodes.Add(node);
        Meet(node);
    }

    private void Meet(WorldNode newcomer)
    {
        foreach (var node in nodes.Where(node => node != newcomer))
        {
            Later(newcomer, node.Name);
            Later(node, newcomer.Name);
        }

        void Later(WorldNode who, string whom) => planned.Add((now + random.Next(0, 1_500), () =>
        {
            // it may have gone meanwhile
            if (!nodes.Contains(who) || buried.Contains(whom)) return;
            who.Table.MemberUp(whom);
            Done(who);
        }));
    }
}
