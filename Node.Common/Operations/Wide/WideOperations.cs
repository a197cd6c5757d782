using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Node.Common.Operations.Wide;

/// <summary>
/// The operations of a cluster, asked at any of its nodes. Each node does what it has always done for what lives on it; lists are put
/// together from all, an order goes to where its object lives, and the argument <c>node</c> names one node alone.
/// </summary>
public static class WideOperations
{
    private const string Lns = "lns";
    private const string Lac = "lac";
    private const string NodeArgument = "node";
    private const string NotFound = "not-found";

    /// <param name="local">The operations of this node, an LNS.</param>
    public static OperationRegistry Of(OperationRegistry local, INodeDirectory nodes, ILogger log)
    {
        var answers = new NodeAnswers(new OperationFace(local, log), nodes);
        var wide = new OperationRegistry();
        foreach (var operation in local.All.Where(operation => operation.Name != "operations"))
            wide.Register(operation.Name, operation.Description, operation.Reach switch
            {
                OperationReach.Rows => (arguments, cancellation) => ListAsync(answers, operation.Name, Lns, arguments, cancellation),
                OperationReach.Owner => (arguments, cancellation) => OrderAsync(answers, operation.Name, arguments, cancellation),
                _ => (arguments, cancellation) => OneAsync(answers, nodes.Self, operation.Name, arguments, cancellation),
            }, operation.Reach);
        wide.Register("show-lines", "telephone lines of the cluster's LACs and what they do",
            (arguments, cancellation) => ListAsync(answers, "show-lines", Lac, arguments, cancellation), OperationReach.Rows);
        return wide;
    }

    private static async Task<object> ListAsync(NodeAnswers answers, string operation, string role, OperationArguments arguments,
        CancellationToken cancellation)
    {
        var offset = arguments.Integer("offset", 0, 0, int.MaxValue);
        var limit = arguments.Integer("limit", Page.DefaultLimit, 1, Page.MaximumLimit);
        var key = arguments.OptionalText("key");
        var asked = answers.Of(role, arguments.OptionalText(NodeArgument));
        var parts = await Task.WhenAll(asked.Select(async node => (Node: node, Rows: await RowsOrSilence(answers, node, operation, key, cancellation))));
        var rows = WideRows.Of(parts.Where(part => part.Rows is not null).Select(part => (part.Node.Name, part.Rows!)));
        var page = Page.Of(rows, offset, limit);
        return new WidePage(page.Total, page.Offset, page.HasMore, page.Rows, [.. parts.Where(part => part.Rows is null).Select(part => part.Node.Name)]);
    }

    private static async Task<IReadOnlyList<JsonObject>?> RowsOrSilence(NodeAnswers answers, NodePlace node, string operation,
        string? key, CancellationToken cancellation)
    {
        try
        {
            return await answers.RowsAsync(node, operation, key, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Asked everywhere: whoever does not have it says so and does nothing.</summary>
    private static async Task<object> OrderAsync(NodeAnswers answers, string operation, OperationArguments arguments, CancellationToken cancellation)
    {
        var key = arguments.Text("key");
        var silent = new List<string>();
        OperationException? refused = null;
        foreach (var node in answers.Of(Lns, arguments.OptionalText(NodeArgument)))
            try
            {
                return await answers.AskAsync(node, operation, new JsonObject { ["key"] = key }, cancellation);
            }
            catch (TimeoutException)
            {
                silent.Add(node.Name);
            }
            catch (OperationException e) when (e.Code == NotFound)
            {
                refused = e;
            }
        throw silent.Count == 0 ? refused! : new OperationException(NotFound, $"no node that answers has it; silent: {string.Join(", ", silent)}");
    }

    private static async Task<object> OneAsync(NodeAnswers answers, NodePlace self, string operation, OperationArguments arguments,
        CancellationToken cancellation)
    {
        var node = arguments.OptionalText(NodeArgument) is { } name ? answers.Of(Lns, name)[0] : self;
        try
        {
            return await answers.AskAsync(node, operation, [], cancellation);
        }
        catch (TimeoutException)
        {
            throw new OperationException("no-answer", $"{node.Name} did not answer");
        }
    }
}

/// <summary>As <see cref="Page{T}"/>.</summary>
/// <param name="Silent">Nodes whose rows are missing, since they did not answer in time.</param>
public sealed record WidePage(int Total, int Offset, bool HasMore, IReadOnlyList<JsonObject> Rows, IReadOnlyList<string> Silent);
