namespace Cli.Wire;

/// <summary>Picks the node to ask: of several that may listen, the first that knows the operation.</summary>
internal static class NodeSearch
{
    public static async Task<NodeClient> ConnectAsync(IReadOnlyList<string> candidates, string operation, CancellationToken cancellation)
    {
        var refusals = new List<string>();
        foreach (var path in candidates)
        {
            try
            {
                var client = await NodeClient.ConnectAsync(path, cancellation);
                if (candidates.Count == 1 || await KnowsAsync(client, operation, cancellation))
                    return client;
                refusals.Add($"the node at {path} has no operation {operation}");
                client.Dispose();
            }
            catch (NodeException e)
            {
                refusals.Add(e.Message);
            }
        }

        refusals.Add(candidates.Count == 1 ? "" : "say which node: --socket PATH or --config FILE");
        throw NodeException.Unreachable(string.Join("\n      ", refusals.Where(r => r.Length > 0)));
    }

    private static async Task<bool> KnowsAsync(NodeClient client, string operation, CancellationToken cancellation)
    {
        var operations = await client.AskAsync("operations", [], cancellation);
        return operations["rows"]!.AsArray().Any(row => row!["operation"]!.GetValue<string>() == operation);
    }
}
