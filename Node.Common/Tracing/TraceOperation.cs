using System.Globalization;
using Node.Common.Operations;
using Node.Common.Operations.Rows;
using Shared.Messages.Entities;

namespace Node.Common.Tracing;

/// <summary>The operation <c>trace</c>.</summary>
public static class TraceOperation
{
    private static readonly string[] Shown = ["session", "tunnel", "decoded"];

    public static void AddTrace(this OperationRegistry registry, TraceRing ring) =>
        registry.RegisterList("trace", "control messages and transitions of one call, tunnel or line", (arguments, _) =>
        {
            var key = arguments.Text("key");
            return Task.FromResult<IReadOnlyList<TraceRow>>([.. TraceQuery.Of(ring.All(), key).Select(Row)]);
        });

    private static TraceRow Row(TraceEntry entry)
    {
        var session = TraceQuery.Field(entry.Report, "session");
        return new TraceRow(entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), entry.Entity.ToString(),
            entry.Report.Milestone.ToString(), entry.Report.Text,
            ushort.TryParse(session, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != 0 ? id : null,
            TraceQuery.Field(entry.Report, "decoded") ?? Fields(entry.Report));
    }

    private static string? Fields(Report report)
    {
        var fields = report.Fields.Where(field => !Shown.Contains(field.Name) && field.Value?.ToString() is { Length: > 0 })
            .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Name} {field.Value}"));
        return string.Join(", ", fields) is { Length: > 0 } text ? text : null;
    }
}
