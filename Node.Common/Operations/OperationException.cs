namespace Node.Common.Operations;

/// <summary>An operation that cannot be done as asked. Codes are frozen: <c>docs/operations.md</c> lists them.</summary>
public sealed class OperationException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static OperationException BadRequest(string message) => new("bad-request", message);

    public static OperationException BadArgument(string name, string problem) => new("bad-argument", $"{name}: {problem}");

    public static OperationException UnknownOperation(string name, IEnumerable<string> known) =>
        new("unknown-operation", $"{name}: this node knows {string.Join(", ", known)}");

    public static OperationException NotFound(string what) => new("not-found", $"there is no {what}");
}
