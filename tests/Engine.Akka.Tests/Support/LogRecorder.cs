using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Engine.Akka.Tests.Support;

/// <summary>Keeps what is logged through it.</summary>
internal sealed class LogRecorder(LogLevel threshold) : ILoggerFactory, ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Entries { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= threshold;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Entries.Enqueue((logLevel, formatter(state, exception)));
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider)
    {
        // it is one itself
    }

    public void Dispose()
    {
        // it has nothing open
    }
}
