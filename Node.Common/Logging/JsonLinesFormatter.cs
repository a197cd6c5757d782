using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Node.Common.Logging;

/// <summary>
/// One JSON object a line: ts, level, id, event, node, message, exception if there is one, then the entry's own fields in camelCase.
/// The names are frozen; programs read them.
/// </summary>
public sealed class JsonLinesFormatter(IOptions<NodeFormatterOptions> options, TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "bras-json";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An entry's own field never takes the place of one of these.</summary>
    private static readonly HashSet<string> Reserved = ["ts", "level", "id", "event", "node", "message", "exception"];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteString("ts", LogFields.Time(time.GetUtcNow()));
            json.WriteString("level", LevelName(logEntry.LogLevel));
            json.WriteNumber("id", logEntry.EventId.Id);
            json.WriteString("event", logEntry.EventId.Name ?? logEntry.Category);
            json.WriteString("node", options.Value.Node);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (logEntry.Exception is { } exception)
                json.WriteString("exception", exception.ToString());
            WriteFields(json, logEntry.State);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    internal static string LevelName(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "critical",
    };

    private static void WriteFields<TState>(Utf8JsonWriter json, TState state)
    {
        var written = new HashSet<string>(Reserved);
        foreach (var (name, value) in LogFields.Of(state))
        {
            var key = JsonNamingPolicy.CamelCase.ConvertName(name);
            if (!written.Add(key))
                continue;
            json.WritePropertyName(key);
            WriteValue(json, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case byte or sbyte or short or ushort or int or long or uint: json.WriteNumberValue(Convert.ToInt64(value)); break;
            case ulong number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            default: json.WriteStringValue(LogFields.Text(value)); break;
        }
    }
}
