namespace Node.Common.Operations.Wide;

/// <param name="Role">lns, lac or lighthouse.</param>
public sealed record NodePlace(string Name, string Role);

/// <summary>The nodes of a cluster, as operations see them.</summary>
public interface INodeDirectory
{
    NodePlace Self { get; }

    /// <summary>All others that are members now, in a stable order.</summary>
    IReadOnlyList<NodePlace> Others { get; }

    /// <summary>Asks the operations of another node.</summary>
    /// <param name="request">A line, as on the operations socket; so is the answer.</param>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    Task<string> AskAsync(NodePlace node, string request, CancellationToken cancellation);
}
