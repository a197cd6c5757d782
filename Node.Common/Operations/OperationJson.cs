using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Node.Common.Operations;

/// <summary>How requests and answers are written: camelCase, enumerations in kebab-case, addresses as text, nulls included.</summary>
public static class OperationJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower),
            new AsText<IPAddress>(),
            new AsText<IPEndPoint>(),
            new AsText<IPNetwork>(),
        },
    };

    /// <summary>One line, without its end.</summary>
    public static string Success(object data) => JsonSerializer.Serialize(new { ok = true, data }, Options);

    /// <inheritdoc cref="Success"/>
    public static string Failure(OperationException e) =>
        JsonSerializer.Serialize(new { ok = false, error = new { e.Code, e.Message } }, Options);

    private sealed class AsText<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("answers are only written");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value!.ToString());
    }
}
