using System.Text.Json;
using System.Text.Json.Nodes;

namespace Node.Common.Operations.Wide;

/// <summary>What single nodes answer: this one through its own registry, others over the cluster.</summary>
internal sealed class NodeAnswers(OperationFace local, INodeDirectory nodes)
{
    /// <summary>This node and all others of a role, or the one that was named.</summary>
    /// <exception cref="OperationException">No member has that name.</exception>
    public IReadOnlyList<NodePlace> Of(string role, string? name)
    {
        IReadOnlyList<NodePlace> all = [nodes.Self, .. nodes.Others];
        if (name is null)
            return [.. all.Where(node => node.Role == role)];
        return [all.FirstOrDefault(node => node.Name == name)
            ?? throw OperationException.BadArgument("node", $"{name} is no member; there: {string.Join(", ", all.Select(node => node.Name))}")];
    }

    /// <returns>The answer's data.</returns>
    /// <exception cref="TimeoutException">The node did not answer.</exception>
    /// <exception cref="OperationException">It refused.</exception>
    public async Task<JsonNode> AskAsync(NodePlace node, string operation, JsonObject arguments, CancellationToken cancellation)
    {
        var request = new JsonObject { ["operation"] = operation, ["arguments"] = arguments }.ToJsonString(OperationJson.Options);
        var line = node == nodes.Self ? await local.AnswerAsync(request, cancellation) : await nodes.AskAsync(node, request, cancellation);
        var answer = Read(line) ?? throw new TimeoutException($"{node.Name} answered with something else");
        if (answer["ok"]?.GetValue<bool>() == true && answer["data"] is { } data)
            return data;
        throw new OperationException(answer["error"]?["code"]?.GetValue<string>() ?? "internal",
            answer["error"]?["message"]?.GetValue<string>() ?? $"{node.Name} gave no reason");
    }

    /// <param name="key">What the list is of; null: it is of everything.</param>
    /// <returns>All rows of a list, whatever its pages.</returns>
    /// <inheritdoc cref="AskAsync"/>
    public async Task<IReadOnlyList<JsonObject>> RowsAsync(NodePlace node, string operation, string? key, CancellationToken cancellation)
    {
        var rows = new List<JsonObject>();
        var hasMore = true;
        while (hasMore)
        {
            var arguments = new JsonObject { ["offset"] = rows.Count, ["limit"] = Page.MaximumLimit };
            if (key is not null)
                arguments["key"] = key;
            var page = await AskAsync(node, operation, arguments, cancellation);
            var got = page["rows"]?.AsArray().OfType<JsonObject>().Select(row => row.DeepClone().AsObject()).ToList() ?? [];
            rows.AddRange(got);
            hasMore = page["hasMore"]?.GetValue<bool>() == true && got.Count > 0;
        }
        return rows;
    }

    private static JsonNode? Read(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
