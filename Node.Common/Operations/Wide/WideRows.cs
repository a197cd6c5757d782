using System.Text.Json.Nodes;

namespace Node.Common.Operations.Wide;

/// <summary>Rows of several nodes as one list.</summary>
internal static class WideRows
{
    /// <summary>Each row says where it comes from; those with a key or a time stand in its order, all others node by node.</summary>
    public static IReadOnlyList<JsonObject> Of(IEnumerable<(string Node, IReadOnlyList<JsonObject> Rows)> parts)
    {
        var all = new List<JsonObject>();
        var targets = new Dictionary<(string, string), JsonObject>();
        foreach (var (node, rows) in parts)
            foreach (var row in rows)
                if (!IsTarget(row, out var target))
                    all.Add(From(node, row));
                else if (targets.TryGetValue(target, out var same))
                    same["sessions"] = Sessions(same) + Sessions(row);
                else
                    all.Add(targets[target] = From(null, row));
        return [.. all.OrderBy(row => Text(row, "key"), StringComparer.Ordinal).ThenBy(row => Text(row, "at"), StringComparer.Ordinal)];
    }

    private static JsonObject From(string? node, JsonObject row)
    {
        row.Remove("node");
        row.Insert(0, "node", node);
        return row;
    }

    /// <summary>A dial-out target is configured on every node, and each counts the sessions that live on it.</summary>
    private static bool IsTarget(JsonObject row, out (string, string) target)
    {
        target = (Text(row, "virtualRouter"), Text(row, "prefix"));
        return Text(row, "kind") == "dial-out" && row.ContainsKey("sessions");
    }

    private static int Sessions(JsonObject row) => row["sessions"]?.GetValue<int>() ?? 0;

    private static string Text(JsonObject row, string field) => row[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
