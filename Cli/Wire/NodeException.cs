namespace Cli.Wire;

/// <summary>Why a node did not give an answer, in words for an operator.</summary>
public sealed class NodeException(string code, string message) : Exception(message)
{
    /// <summary>The code of the node's refusal, or <c>unreachable</c>.</summary>
    public string Code { get; } = code;

    public static NodeException Unreachable(string message) => new("unreachable", message);
}
