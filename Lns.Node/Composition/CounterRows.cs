using Google.Protobuf.Reflection;
using Lns.Node.DialOut;
using Lns.Node.Forwarding;
using Lns.Node.Radius;
using Node.Common.Operations.Rows;
using Shared.Messages;

namespace Lns.Node.Composition;

/// <summary>What <c>show counters</c> prints (dial-out.md §8).</summary>
internal static class CounterRows
{
    private const string SystemScope = "system";

    public static IEnumerable<CounterRow> System(ConnectingGate gate, Forwarder forwarder, RadiusGateway gateway)
    {
        yield return new(SystemScope, "sessionsConnecting", gate.Holders);
        yield return new(SystemScope, "sessionsPending", gate.Waiting);
        yield return new(SystemScope, "forwardingSessions", forwarder.SessionCount);
        foreach (var reason in Enum.GetValues<Drop>())
            yield return new(SystemScope, $"dropped{reason}", forwarder.Drops[reason]);
        foreach (var count in Enum.GetValues<GatewayCount>())
            yield return new(SystemScope, $"radius{count}", gateway.Counters[count]);
    }

    /// <summary>Sums over the sessions of each route and of the node.</summary>
    public static IEnumerable<CounterRow> DialOut(IReadOnlyList<DialOutSessionStatus> sessions)
    {
        foreach (var row in Sum(SystemScope, sessions)) yield return row;
        foreach (var route in sessions.GroupBy(s => s.Session[..s.Session.LastIndexOf('|')]).OrderBy(g => g.Key, StringComparer.Ordinal))
            foreach (var row in Sum(route.Key, [.. route]))
                yield return row;
    }

    private static IEnumerable<CounterRow> Sum(string scope, IReadOnlyList<DialOutSessionStatus> sessions)
    {
        yield return new(scope, "sessionsActive", sessions.Count);
        foreach (var state in sessions.GroupBy(s => s.State).OrderBy(g => g.Key))
            yield return new(scope, $"sessions{state.Key}", state.Count());
        foreach (var field in DialOutCounters.Descriptor.Fields.InFieldNumberOrder())
            yield return new(scope, field.JsonName, sessions.Sum(s => Value(field, s.Counters)));
    }

    private static long Value(FieldDescriptor field, DialOutCounters counters) => (long)(ulong)field.Accessor.GetValue(counters);
}
