namespace Node.Common.Operations;

/// <summary>Does one operation. The answer is a record that <see cref="OperationJson"/> can write; it holds data, no rendering.</summary>
public delegate Task<object> OperationHandler(OperationArguments arguments, CancellationToken cancellation);

/// <summary>Whom an operation concerns where several nodes are one cluster.</summary>
public enum OperationReach
{
    /// <summary>The node that is asked.</summary>
    Node,

    /// <summary>Every node has some of the rows.</summary>
    Rows,

    /// <summary>The node on which the thing lives; all others know nothing of it.</summary>
    Owner,
}

public sealed record Operation(string Name, string Description, OperationReach Reach, OperationHandler Handler);

/// <summary>The operations of a node: one handler each, whichever face asks. Filled before the faces start, only read after.</summary>
public sealed class OperationRegistry
{
    private readonly SortedDictionary<string, Operation> operations = new(StringComparer.Ordinal);

    public OperationRegistry() =>
        Register("operations", "the operations of this node", (_, _) =>
            Task.FromResult<object>(Page.Of(operations.Values.Select(o => new OperationRow(o.Name, o.Description)).ToList())));

    public IEnumerable<Operation> All => operations.Values;

    /// <param name="name">Verb, hyphen, object, such as <c>show-sessions</c>.</param>
    public void Register(string name, string description, OperationHandler handler, OperationReach reach = OperationReach.Node) =>
        operations.Add(name, new Operation(name, description, reach, handler));

    /// <summary>A list operation, which pages with the arguments <c>offset</c> and <c>limit</c>.</summary>
    public void RegisterList<T>(string name, string description, Func<CancellationToken, Task<IReadOnlyList<T>>> rows) =>
        RegisterList(name, description, (_, cancellation) => rows(cancellation));

    /// <inheritdoc cref="RegisterList{T}(string, string, Func{CancellationToken, Task{IReadOnlyList{T}}})"/>
    public void RegisterList<T>(string name, string description, Func<OperationArguments, CancellationToken, Task<IReadOnlyList<T>>> rows) =>
        Register(name, description, async (arguments, cancellation) =>
        {
            var offset = arguments.Integer("offset", 0, 0, int.MaxValue);
            var limit = arguments.Integer("limit", Page.DefaultLimit, 1, Page.MaximumLimit);
            return Page.Of(await rows(arguments, cancellation), offset, limit);
        }, OperationReach.Rows);

    public Operation Find(string name) =>
        operations.TryGetValue(name, out var operation) ? operation : throw OperationException.UnknownOperation(name, operations.Keys);

    private sealed record OperationRow(string Operation, string Description);
}
