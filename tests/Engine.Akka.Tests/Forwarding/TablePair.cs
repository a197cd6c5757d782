using Engine.Akka.Forwarding.Table;
using Engine.Akka.Tests.Forwarding.World;
using Shared.Messages;

namespace Engine.Akka.Tests.Forwarding;

/// <summary>Two or more replicas whose messages arrive at once, unless a test takes them away.</summary>
internal sealed class TablePair
{
    private readonly Dictionary<string, ForwardingTable> tables = [];

    public long Now { get; set; } = 1_795_000_000_000;

    /// <summary>False: it is lost.</summary>
    public Func<string, string, TableMessage, bool> Passes { get; set; } = (_, _, _) => true;

    /// <summary>Told of each effect.</summary>
    public Action<string, TableEffect> Done { get; set; } = (_, _) => { };

    public List<(string From, string To, TableMessage Message)> Sent { get; } = [];

    public ForwardingTable this[string node] => tables[node];

    public ForwardingTable Add(string node)
    {
        var table = new ForwardingTable((uint)tables.Count);
        foreach (var (name, other) in tables)
        {
            other.MemberUp(node);
            table.MemberUp(name);
        }
        tables.Add(node, table);
        Exchange();
        return table;
    }

    public void Forget(string node)
    {
        tables.Remove(node);
        foreach (var other in tables.Values) other.MemberGone(node);
    }

    public void Announce(string node, int shard, uint sessionId, uint magic = 0)
    {
        tables[node].Announce(shard, Rows.Session((uint)shard << 8 | 1, sessionId, magic), Now);
        Exchange();
    }

    public void Exchange()
    {
        for (var isBusy = true; isBusy;)
        {
            isBusy = false;
            foreach (var (from, table) in tables)
            {
                table.Flush();
                foreach (var effect in table.TakeEffects())
                {
                    Done(from, effect);
                    if (effect is not TableEffect.Send send) continue;
                    isBusy = true;
                    Sent.Add((from, send.Node, send.Message));
                    if (Passes(from, send.Node, send.Message) && tables.TryGetValue(send.Node, out var to)) to.Receive(from, send.Message, Now);
                }
            }
        }
    }

    public void Tick(int times = 1)
    {
        for (; times > 0; times--)
        {
            Now += TableLimits.TickMs;
            foreach (var table in tables.Values) table.Tick(Now);
            Exchange();
        }
    }

    public IReadOnlyList<uint> Sessions(string node) =>
        [.. tables[node].Rows.Select(row => row.Session.LocalSessionId).Order()];
}
