using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Nodes.Tests.Configuration;

/// <summary>As much of JSON schema as our schemas use, written apart from what makes them.</summary>
internal sealed class SchemaValidator(string schema)
{
    private readonly JsonNode root = JsonNode.Parse(schema)!;

    public bool Accepts(string json) => Accepts(root, JsonNode.Parse(json));

    private bool Accepts(JsonNode schema, JsonNode? value)
    {
        foreach (var (keyword, argument) in schema.AsObject())
            if (!Holds(schema, keyword, argument!, value))
                return false;
        return true;
    }

    private bool Holds(JsonNode schema, string keyword, JsonNode argument, JsonNode? value) => keyword switch
    {
        "$schema" or "$defs" or "title" or "description" or "default" => true,
        "$ref" => Accepts(root["$defs"]![argument.GetValue<string>()["#/$defs/".Length..]]!, value),
        "type" => TypeOf(value) == argument.GetValue<string>(),
        "properties" => value is not JsonObject o || o.All(p => argument[p.Key] is not { } s || Accepts(s, p.Value)),
        "additionalProperties" => value is not JsonObject o || o.All(p => schema["properties"]![p.Key] is not null),
        "required" => value is not JsonObject o || argument.AsArray().All(k => o.ContainsKey(k!.GetValue<string>())),
        "items" => value is not JsonArray a || a.All(i => Accepts(argument, i)),
        "minItems" => value is not JsonArray a || a.Count >= argument.GetValue<int>(),
        "maxItems" => value is not JsonArray a || a.Count <= argument.GetValue<int>(),
        "minimum" => TypeOf(value) != "integer" || value!.GetValue<long>() >= argument.GetValue<long>(),
        "maximum" => TypeOf(value) != "integer" || value!.GetValue<long>() <= argument.GetValue<long>(),
        "minLength" => TypeOf(value) != "string" || value!.GetValue<string>().Length >= argument.GetValue<int>(),
        "pattern" => TypeOf(value) != "string" || Regex.IsMatch(value!.GetValue<string>(), argument.GetValue<string>()),
        "enum" => argument.AsArray().Any(e => JsonNode.DeepEquals(e, value)),
        "oneOf" => argument.AsArray().Count(s => Accepts(s!, value)) == 1,
        "allOf" => argument.AsArray().All(s => Accepts(s!, value)),
        "not" => !Accepts(argument, value),
        _ => throw new NotSupportedException(keyword),
    };

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.AsValue().TryGetValue<long>(out _) ? "integer" : "number",
        _ => "null",
    };
}
