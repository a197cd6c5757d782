namespace Node.Common.Configuration;

/// <summary>One thing that is wrong with a configuration; a node with any of them does not start.</summary>
/// <param name="Path">Key path such as <c>virtualRouters[0].radius.home</c>, empty for the whole document.</param>
/// <param name="Value">As written, shortened; null where a key is missing or its value is a secret.</param>
/// <param name="Problem">What is wrong, and what would be right.</param>
/// <param name="Origin">Where it is written: <c>lns.json:12</c> or an environment variable.</param>
public sealed record ConfigurationFault(string Path, string? Value, string Problem, string Origin)
{
    public override string ToString() => $"{Origin}: {Subject}{Problem}";

    private string Subject => (Path, Value) switch
    {
        ("", _) => "",
        (_, null) => $"{Path}: ",
        _ => $"{Path} = {Value}: ",
    };
}
