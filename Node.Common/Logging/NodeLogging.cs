using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Node.Common.Configuration.Sections;

namespace Node.Common.Logging;

/// <summary>What a formatter needs to know besides the entry.</summary>
public sealed class NodeFormatterOptions : ConsoleFormatterOptions
{
    public string Node { get; set; } = "";
}

/// <summary>Sets up a node's log: to standard output, one line an entry.</summary>
public static class NodeLogging
{
    public static ILoggingBuilder AddNodeLogging(this ILoggingBuilder logging, string node, LogOptions options)
    {
        var format = options.Format == LogFormat.Json ? JsonLinesFormatter.FormatName : TextLinesFormatter.FormatName;
        logging.ClearProviders();
        logging.SetMinimumLevel(LevelOf(options.Level));
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.Services.AddSingleton(TimeProvider.System);
        logging.AddConsole(console => console.FormatterName = format);
        logging.AddConsoleFormatter<TextLinesFormatter, NodeFormatterOptions>(o => o.Node = node);
        logging.AddConsoleFormatter<JsonLinesFormatter, NodeFormatterOptions>(o => o.Node = node);
        return logging;
    }

    /// <summary>A factory for programs without a host.</summary>
    public static ILoggerFactory CreateFactory(string node, LogOptions options) =>
        LoggerFactory.Create(logging => logging.AddNodeLogging(node, options));

    private static LogLevel LevelOf(LogThreshold threshold) => threshold switch
    {
        LogThreshold.Trace => LogLevel.Trace,
        LogThreshold.Debug => LogLevel.Debug,
        LogThreshold.Information => LogLevel.Information,
        LogThreshold.Warning => LogLevel.Warning,
        _ => LogLevel.Error,
    };
}
