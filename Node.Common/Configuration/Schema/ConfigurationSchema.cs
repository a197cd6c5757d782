using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Common.Configuration.Binding;

namespace Node.Common.Configuration.Schema;

/// <summary>The JSON schema of a model, for editors and for checks outside the node. It knows all but the rules between settings.</summary>
public static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Type root, string title)
    {
        var definitions = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        var body = Section(root, definitions);
        body["properties"]!.AsObject().Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        foreach (var (key, value) in body.ToList())
        {
            body.Remove(key);
            schema[key] = value;
        }

        schema["$defs"] = new JsonObject(definitions);
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Section(Type type, IDictionary<string, JsonNode?> definitions)
    {
        var model = SectionModel.Of(type);
        var defaults = model.Defaults();
        var properties = new JsonObject();
        var required = new JsonArray();
        var alternatives = new JsonArray();
        foreach (var setting in model.Settings)
        {
            foreach (var key in setting.Keys)
                properties[key] = Property(setting, key, setting.Property.GetValue(defaults), definitions);
            if (setting.IsRequired && setting.Shape != SettingShape.Secret)
                required.Add(setting.Key);
            if (setting.Shape == SettingShape.Secret)
                alternatives.Add(Alternative(setting));
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Count > 0)
            schema["required"] = required;
        if (alternatives.Count > 0)
            schema["allOf"] = alternatives;
        return schema;
    }

    /// <summary>A secret is given by key or by file, not by both.</summary>
    private static JsonObject Alternative(SettingModel setting)
    {
        JsonObject Given(string key) => new() { ["required"] = new JsonArray(key) };
        return setting.IsRequired
            ? new() { ["oneOf"] = new JsonArray(Given(setting.Key), Given(setting.Key + "File")) }
            : new() { ["not"] = new JsonObject { ["required"] = new JsonArray(setting.Key, setting.Key + "File") } };
    }

    private static JsonObject Property(SettingModel setting, string key, object? value, IDictionary<string, JsonNode?> definitions)
    {
        var schema = setting.Shape switch
        {
            SettingShape.Secret => new JsonObject { ["type"] = "string", ["minLength"] = key == setting.Key + "Name" ? 0 : 1 },
            SettingShape.Scalar => Scalar(setting, value),
            SettingShape.Section => Reference(setting.ItemType, definitions),
            SettingShape.ScalarList => List(setting, Scalar(setting, null)),
            _ => List(setting, Reference(setting.ItemType, definitions)),
        };
        schema["description"] = SettingText.Meaning(setting, key);
        return schema;
    }

    private static JsonObject Reference(Type type, IDictionary<string, JsonNode?> definitions)
    {
        var name = SettingText.SectionName(type);
        if (!definitions.ContainsKey(name))
        {
            definitions[name] = null;
            definitions[name] = Section(type, definitions);
        }

        return new() { ["$ref"] = $"#/$defs/{name}" };
    }

    private static JsonObject List(SettingModel setting, JsonObject items)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = items };
        if (setting.Count is { } count)
            (schema["minItems"], schema["maxItems"]) = (count.Minimum, count.Maximum);
        return schema;
    }

    private static JsonObject Scalar(SettingModel setting, object? value)
    {
        var type = ScalarType.Of(setting.ItemType)!;
        var schema = new JsonObject { ["type"] = type.JsonType };
        if (setting.ItemType.IsEnum)
            schema["enum"] = new JsonArray([.. ScalarType.Names(setting.ItemType).Select(n => JsonValue.Create(n))]);
        if (setting.Setting.Pattern is { } pattern)
            schema["pattern"] = $"^(?:{pattern})$";
        if (type.JsonType == "string" && (setting.IsRequired || setting.Setting.IsPath))
            schema["minLength"] = 1;
        if (setting.Within is { } within)
            (schema["minimum"], schema["maximum"]) = (within.Zero is null ? within.Minimum : 0, within.Maximum);
        if (!setting.IsRequired && value is not null && SettingText.Default(setting, value) is { } text)
            schema["default"] = type.JsonType == "string" ? text : JsonNode.Parse(text);
        return schema;
    }
}
