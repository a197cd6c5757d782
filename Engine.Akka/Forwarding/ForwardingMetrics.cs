using System.Diagnostics.Metrics;
using Engine.Akka.Forwarding.Table;

namespace Engine.Akka.Forwarding;

/// <summary>The meter "Engine.Forwarding". Tags are bounded: the 256 shards, and nothing else.</summary>
internal sealed class ForwardingMetrics
{
    public const string MeterName = "Engine.Forwarding";

    // lives as long as the process does, as what it measures
    private readonly Meter meter = new(MeterName);

    public ForwardingMetrics(Func<TableStatus> status, Func<long> sentMessages, Func<long> sentOctets)
    {
        meter.CreateObservableGauge("forwarding.table.behind", () => status().Behind.Select(shard =>
            new Measurement<double>(shard.BehindMs / 1_000.0, new KeyValuePair<string, object?>("shard", shard.Shard))), "s",
            "For how long this node has known that it lacks changes of a shard; only shards of which it does");
        meter.CreateObservableUpDownCounter("forwarding.table.shards.behind", () => status().Behind.Count(), "{shard}", "Shards of which this node lacks changes");
        meter.CreateObservableUpDownCounter("forwarding.table.shards.owned", () => status().Shards.Count(shard => shard.IsOwned), "{shard}", "Shards whose changes are made here");
        meter.CreateObservableUpDownCounter("forwarding.table.rows", () => status().Rows, "{row}", "Rows of this node's replica");
        meter.CreateObservableUpDownCounter("forwarding.table.silent", () => status().Silent.Count, "{node}", "Members that have not said where they stand for a second");
        meter.CreateObservableCounter("forwarding.table.sent.messages", sentMessages, "{message}", "Messages of the table to other nodes");
        meter.CreateObservableCounter("forwarding.table.sent.octets", sentOctets, "By", "Octets in them");
    }
}
