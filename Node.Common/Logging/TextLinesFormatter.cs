using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Node.Common.Logging;

/// <summary>For people: time, level, event, message, then the fields that the message does not show already.</summary>
public sealed class TextLinesFormatter(IOptions<NodeFormatterOptions> options, TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "bras-text";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var line = new StringBuilder(160);
        line.Append(LogFields.Time(time.GetUtcNow())).Append(' ')
            .Append(JsonLinesFormatter.LevelName(logEntry.LogLevel).PadRight(5)).Append(' ')
            .Append(options.Value.Node).Append(' ');
        if (logEntry.EventId.Name is { } name)
            line.Append(name).Append(": ");
        Escape(line, message);
        foreach (var (key, value) in LogFields.Of(logEntry.State))
            if (value is not null && LogFields.Text(value) is { Length: > 0 } text && !message.Contains(text, StringComparison.Ordinal))
                Escape(line.Append(' ').Append(JsonNamingPolicy.CamelCase.ConvertName(key)).Append('='), Quoted(text));
        if (logEntry.Exception is { } exception)
            line.AppendLine().Append(exception);
        textWriter.WriteLine(line);
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(' ', '=', '"') < 0 ? text : JsonSerializer.Serialize(text);

    /// <remarks>Text from peers must not be able to write lines of its own into the log.</remarks>
    private static void Escape(StringBuilder line, string text)
    {
        foreach (var c in text)
            if (char.IsControl(c))
                line.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            else
                line.Append(c);
    }
}
