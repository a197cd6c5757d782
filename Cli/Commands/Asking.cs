using System.Text.Json;
using System.Text.Json.Nodes;
using Cli.Rendering;
using Cli.Wire;

namespace Cli.Commands;

/// <summary>One run of the command line: finds the node, asks, renders. It computes nothing of its own.</summary>
public sealed class Asking(Terminal terminal, string? socket, string? config, bool json, CancellationToken cancellation)
{
    private const int Failed = 1;

    private Terminal Terminal { get; } = terminal;

    /// <summary>The one node of a cluster that is meant; null: all of them, or the one that is asked.</summary>
    public string? Node { get; init; }

    public static async Task<int> RunAsync(Asking asking, Func<Asking, Task> run)
    {
        try
        {
            await run(asking);
            return 0;
        }
        catch (NodeException e)
        {
            await asking.Terminal.Trouble.WriteLineAsync($"bras: {e.Message}");
            return Failed;
        }
    }

    /// <summary>All pages of a list, from the first node that knows the operation.</summary>
    /// <param name="key">What the list is of; null: it is of everything.</param>
    public async Task ShowAsync(View view, string? key = null)
    {
        using var client = await ConnectAsync(view.Operation);
        var rows = new JsonArray();
        var more = true;
        JsonArray? silent = null;
        while (more)
        {
            var arguments = new JsonObject { ["offset"] = rows.Count };
            if (key is not null)
                arguments["key"] = key;
            var page = await client.AskAsync(view.Operation, Arguments(arguments), cancellation);
            var batch = page["rows"]!.AsArray();
            silent = page["silent"]?.AsArray();
            more = page["hasMore"]!.GetValue<bool>() && batch.Count > 0;
            foreach (var row in batch)
                rows.Add(row?.DeepClone());
        }

        if (json)
            Print(rows);
        else
            RowTable.Write(Terminal, view, rows);
        if (silent is { Count: > 0 })
            await Terminal.Trouble.WriteLineAsync($"bras: no answer from {string.Join(", ", silent.Select(node => node!.GetValue<string>()))}: what lives there is missing");
    }

    public async Task HealthAsync()
    {
        using var client = await ConnectAsync("health");
        var health = await client.AskAsync("health", Arguments([]), cancellation);
        if (json)
            Print(health);
        else
            HealthText.Write(Terminal, health);
    }

    public Task DrainAsync(string node) => ActAsync("drain", new JsonObject { ["node"] = node });

    public Task ActAsync(string operation, string key) => ActAsync(operation, Arguments(new JsonObject { ["key"] = key }));

    private async Task ActAsync(string operation, JsonObject arguments)
    {
        using var client = await ConnectAsync(operation);
        var done = await client.AskAsync(operation, arguments, cancellation);
        if (json)
            Print(done);
        else
            await Terminal.Output.WriteLineAsync($"{done["key"]}: {done["text"]}");
    }

    private async Task<NodeClient> ConnectAsync(string operation) =>
        await NodeSearch.ConnectAsync(SocketCandidates.Find(socket, config, Terminal.Environment), operation, cancellation);

    private JsonObject Arguments(JsonObject arguments)
    {
        if (Node is not null)
            arguments["node"] = Node;
        return arguments;
    }

    private void Print(JsonNode node) => Terminal.Output.WriteLine(node.ToJsonString(JsonText.Indented));
}
