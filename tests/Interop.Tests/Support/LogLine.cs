using System.Text.Json;

namespace Interop.Tests.Support;

/// <summary>One line of a node's JSON log.</summary>
public sealed class LogLine(JsonElement fields)
{
    public string Event => this["event"];

    public string Level => this["level"];

    public string Message => this["message"];

    /// <summary>A field as text; empty where the line has none.</summary>
    public string this[string name] => fields.TryGetProperty(name, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ToString()
        : "";

    /// <summary>A dial-out session has come into a state.</summary>
    public bool IsState(string state) => Event == "DialOutState" && this["to"] == state;

    public override string ToString() => fields.ToString();
}
