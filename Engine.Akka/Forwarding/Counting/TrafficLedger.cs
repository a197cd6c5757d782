using Engine.Akka.Forwarding.Table;
using Shared.Messages;

namespace Engine.Akka.Forwarding.Counting;

/// <summary>
/// What each node has carried of each session, as far as it has said so. A total counts once, however often it is told: of each
/// (node, incarnation) the highest is kept, and those are added up (architecture.md §2).
/// </summary>
internal sealed class TrafficLedger
{
    private readonly Dictionary<RowKey, List<NodeTraffic>> sessions = [];

    /// <summary>Of one session: nodes times their restarts with lost counters; more is no honest cluster.</summary>
    public const int CountsPerSession = 256;

    public int Sessions => sessions.Count;

    public void Note(RowKey session, NodeTraffic told)
    {
        if (told.Totals is null) return;
        if (!sessions.TryGetValue(session, out var counts)) sessions.Add(session, counts = []);
        var at = counts.FindIndex(one => one.Node == told.Node && one.Incarnation == told.Incarnation);
        if (at >= 0)
            counts[at] = Later(counts[at], told);
        else if (counts.Count < CountsPerSession)
            counts.Add(told);
    }

    public IReadOnlyList<NodeTraffic> Of(RowKey session) => sessions.TryGetValue(session, out var counts) ? counts : [];

    public TrafficCounters Total(RowKey session)
    {
        var total = new TrafficCounters();
        foreach (var count in Of(session))
        {
            total.InputOctets += count.Totals.InputOctets;
            total.OutputOctets += count.Totals.OutputOctets;
            total.InputPackets += count.Totals.InputPackets;
            total.OutputPackets += count.Totals.OutputPackets;
            total.LastTrafficUnixMs = Math.Max(total.LastTrafficUnixMs, count.Totals.LastTrafficUnixMs);
        }
        return total;
    }

    public void Forget(RowKey session) => sessions.Remove(session);

    /// <summary>Counters only grow, so the higher is the later, each for itself.</summary>
    private static NodeTraffic Later(NodeTraffic one, NodeTraffic other) => new()
    {
        Node = one.Node,
        Incarnation = one.Incarnation,
        Totals = new TrafficCounters
        {
            InputOctets = Math.Max(one.Totals.InputOctets, other.Totals.InputOctets),
            OutputOctets = Math.Max(one.Totals.OutputOctets, other.Totals.OutputOctets),
            InputPackets = Math.Max(one.Totals.InputPackets, other.Totals.InputPackets),
            OutputPackets = Math.Max(one.Totals.OutputPackets, other.Totals.OutputPackets),
            LastTrafficUnixMs = Math.Max(one.Totals.LastTrafficUnixMs, other.Totals.LastTrafficUnixMs),
        },
    };
}
