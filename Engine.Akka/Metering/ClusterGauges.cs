using System.Diagnostics.Metrics;
using Akka.Actor;
using Engine.Akka.Entities;
using Engine.Akka.Members;

namespace Engine.Akka.Metering;

/// <summary>What of the meter is looked up when somebody asks for it, in the present actor system. Between two of them all is nothing.</summary>
internal sealed class ClusterGauges
{
    private static readonly string[] Roles = [ClusterRoles.Lns, ClusterRoles.Lac, ClusterRoles.Lighthouse];

    private volatile Present? present;

    public ClusterGauges(Meter meter)
    {
        meter.CreateObservableUpDownCounter("cluster.member", () => IsMember() ? 1 : 0, "{node}", "1 while this node is a member that is up");
        meter.CreateObservableUpDownCounter("cluster.gate.open", () => present?.Node.Gate.IsOpen == true ? 1 : 0, "{gate}", "1 while this node may act for its entities");
        meter.CreateObservableUpDownCounter("cluster.members", Members, "{node}", "Members as this node sees them");
        meter.CreateObservableUpDownCounter("cluster.entities", Entities, "{entity}", "Entities that live on this node");
        meter.CreateObservableUpDownCounter("cluster.entities.awaited", () => present?.Node.HomeComing is { } coming ? coming.Total - coming.Back : 0, "{entity}", "Entities that a start still has to bring back");
        meter.CreateObservableUpDownCounter("cluster.shards", () => present?.Node.Shards.Hosted ?? 0, "{shard}", "Shards that live on this node");
        meter.CreateObservableUpDownCounter("cluster.commands.undecided", () => present?.Node.Traffic.Undecided ?? 0, "{command}", "Commands of this node that nobody has decided yet");
        meter.CreateObservableUpDownCounter("cluster.journal.waiting", () => present?.Node.JournalWatch.Records ?? 0, "{record}", "Records that are not durable yet");
        meter.CreateObservableGauge("cluster.journal.busy", () => present?.Node.JournalWatch.BusyFor.TotalSeconds ?? 0, "s", "Age of the oldest write that is under way; 0 for none");
    }

    /// <summary>From the start of an actor system.</summary>
    public void Follow(ActorSystem system, EntityNode node) => present = new Present(system, node);

    /// <summary>Before it ends.</summary>
    public void Leave(EntityNode node)
    {
        if (present is { } last && last.Node == node)
            present = null;
    }

    private bool IsMember() => present is { } now && MemberList.Of(now.System).Any(member => member is { IsSelf: true, Status: "up" });

    /// <summary>Each role and reachability, those with nobody too: who watches for a node that is missing must see the zero.</summary>
    private IEnumerable<Measurement<int>> Members()
    {
        if (present is not { } now)
            yield break;
        var members = MemberList.Of(now.System);
        foreach (var role in Roles)
            foreach (var isReachable in (bool[])[true, false])
                yield return new Measurement<int>(members.Count(member => member.Role == role && member.IsReachable == isReachable),
                    new("role", role), new("reachability", isReachable ? "reachable" : "unreachable"));
    }

    private IEnumerable<Measurement<int>> Entities() => present is { } now
        ? now.Node.Roster.Counts(now.Node.Kinds.Keys).Select(of => new Measurement<int>(of.Count, new KeyValuePair<string, object?>("kind", of.Kind))) : [];

    private sealed record Present(ActorSystem System, EntityNode Node);
}
