using System.Text.Json;

namespace Node.Common.Operations;

/// <summary>The arguments of a request, read by type; what is wrong ends the operation with <c>bad-argument</c>.</summary>
public readonly struct OperationArguments(JsonElement? element)
{
    public string Text(string name) =>
        OptionalText(name) ?? throw OperationException.BadArgument(name, "missing");

    public string? OptionalText(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw OperationException.BadArgument(name, "must be text"),
    };

    public int Integer(string name, int otherwise, int minimum, int maximum) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) && number >= minimum && number <= maximum => number,
        _ => throw OperationException.BadArgument(name, $"must be a whole number from {minimum} to {maximum}"),
    };

    private JsonElement? Find(string name) =>
        element is { ValueKind: JsonValueKind.Object } arguments && arguments.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}
