using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using Akka.Hosting;
using Microsoft.Extensions.Logging;
using AkkaLevel = Akka.Event.LogLevel;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Engine.Akka.Hosting;

/// <summary>
/// What Akka.NET and the actors in it log goes into the node's own log (event id 3100). Akka.Hosting has a logger for this; it writes level, time,
/// thread and source before every text once more.
/// </summary>
internal static partial class AkkaLogging
{
    private const string Category = "Akka";

    public static AkkaConfigurationBuilder AddBrasLogging(this AkkaConfigurationBuilder builder, ILoggerFactory? logs)
    {
        if (logs is null)
            return builder;
        var log = logs.CreateLogger(Category);
        return builder.AddSetup(new LogSetup(log))
            .ConfigureLoggers(setup =>
            {
                setup.ClearLoggers();
                setup.AddLogger<NodeLogger>();
                setup.LogLevel = LevelOf(log);
            })
            // what is said before that logger has started, and after it has stopped, would be lines of another form
            .AddHocon("akka.stdout-loglevel = OFF", HoconAddMode.Prepend);
    }

    /// <summary>Its steps of a join or a hand-over are for whoever debugs.</summary>
    private static AkkaLevel LevelOf(ILogger log) =>
        log.IsEnabled(LogLevel.Trace) ? AkkaLevel.DebugLevel : log.IsEnabled(LogLevel.Debug) ? AkkaLevel.InfoLevel : AkkaLevel.WarningLevel;

    [LoggerMessage(EventId = 3100, Message = "{Text} [{Source}]", EventName = "Akka")]
    private static partial void Said(ILogger log, LogLevel level, Exception? cause, string text, string source);

    private sealed class LogSetup(ILogger log) : Setup
    {
        public ILogger Log { get; } = log;
    }

    /// <summary>Akka.NET makes it, by its type.</summary>
    private sealed class NodeLogger : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        private readonly ILogger log = Context.System.Settings.Setup.Get<LogSetup>().Value.Log;

        protected override void OnReceive(object message)
        {
            if (message is InitializeLogger)
                Sender.Tell(new LoggerInitialized());
            else if (message is LogEvent said)
                Said(log, Of(said.LogLevel()), said.Cause, said.Message?.ToString() ?? "", said.LogSource);
        }

        private static LogLevel Of(AkkaLevel level) => level switch
        {
            AkkaLevel.DebugLevel => LogLevel.Debug,
            AkkaLevel.InfoLevel => LogLevel.Information,
            AkkaLevel.WarningLevel => LogLevel.Warning,
            _ => LogLevel.Error,
        };
    }
}
