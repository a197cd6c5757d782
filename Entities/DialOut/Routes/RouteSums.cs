using Google.Protobuf.Reflection;
using Shared.Messages;

namespace Entities.DialOut.Routes;

/// <summary>Adds the counters of several nodes.</summary>
public static class RouteSums
{
    public static RouteCounters Of(IEnumerable<RouteCounters> reports)
    {
        var sum = new RouteCounters { Sessions = new DialOutCounters() };
        foreach (var report in reports)
        {
            sum.SessionsCreated += report.SessionsCreated;
            sum.SessionsRemoved += report.SessionsRemoved;
            foreach (var (state, count) in report.SessionsInState)
                sum.SessionsInState[state] = sum.SessionsInState.GetValueOrDefault(state) + count;
            if (report.Sessions is not null)
                Add(sum.Sessions, report.Sessions);
        }
        return sum;
    }

    /// <summary>Adds one session's or node's counters; the maximum stays a maximum.</summary>
    public static void Add(DialOutCounters sum, DialOutCounters part)
    {
        foreach (var field in DialOutCounters.Descriptor.Fields.InDeclarationOrder())
        {
            var (left, right) = ((ulong)field.Accessor.GetValue(sum), (ulong)field.Accessor.GetValue(part));
            field.Accessor.SetValue(sum, IsMaximum(field) ? Math.Max(left, right) : left + right);
        }
    }

    private static bool IsMaximum(FieldDescriptor field) => field.FieldNumber == DialOutCounters.TriggersMaximumEnqueuedFieldNumber;
}
