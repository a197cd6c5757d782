using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Node.Common.Logging;
using Shared.Messages.Entities;

namespace Nodes.Tests.Operations;

public sealed class LogFormatTests
{
    private static readonly IOptions<NodeFormatterOptions> Options = Microsoft.Extensions.Options.Options.Create(new NodeFormatterOptions { Node = "lns-1" });

    private static readonly Report CallEnded = new(Milestone.CallEnded, "call ended: busy",
        ("peer", IPAddress.Parse("127.0.0.2")), ("Result", (ushort)8), ("cause", null), ("text", "a \"b\"\n"), ("ts", "never"), ("up", true));

    [Fact]
    public void JsonLineHasTheFrozenFieldsThenItsOwn() =>
        Json(log => log.Write(CallEnded, new EntityId(EntityKinds.Tunnel, "t/1"), 3)).ShouldBe(
            """{"ts":"2026-01-02T03:04:05.678Z","level":"info","id":403,"event":"CallEnded","node":"lns-1","message":"call ended: busy","entity":"tunnel:t/1","peer":""" +
            """
            "127.0.0.2","result":8,"cause":null,"text":"a \"b\"\n","up":true,"suppressed":3}
            """ + "\n");

    [Fact]
    public void TemplatesGiveFieldsToo()
    {
        var line = JsonDocument.Parse(Json(log => log.LogWarning(new EventId(901, "MalformedInput"), "from {Peer}: {Count}", "10.0.0.1", 7))).RootElement;

        line.GetProperty("message").GetString().ShouldBe("from 10.0.0.1: 7");
        line.GetProperty("peer").GetString().ShouldBe("10.0.0.1");
        line.GetProperty("count").GetInt32().ShouldBe(7);
        line.GetProperty("level").GetString().ShouldBe("warn");
        line.TryGetProperty("{OriginalFormat}", out _).ShouldBeFalse();
    }

    [Fact]
    public void TextLineShowsWhatTheMessageDoesNot() =>
        Text(log => log.Write(CallEnded)).ShouldBe(
            """2026-01-02T03:04:05.678Z info  lns-1 CallEnded: call ended: busy peer=127.0.0.2 result=8 text="a \u0022b\u0022\n" ts=never up=True""" + "\n");

    [Fact]
    public void PeersCannotWriteLinesOfTheirOwn() =>
        Text(log => log.LogInformation("host {Name}", "x\n2026 info lns-1 all is well\u001b[2J")).Count(c => c is '\n' or '\u001b').ShouldBe(1);

    [Fact]
    public void EveryMilestoneHasALevelAboveDebugButControlMessages() =>
        Enum.GetValues<Milestone>().Where(m => ReportLog.LevelOf(m) < LogLevel.Information)
            .ShouldBe([Milestone.ControlSent, Milestone.ControlReceived]);

    private static string Json(Action<ILogger> write) => Format(new JsonLinesFormatter(Options, new ManualTime()), write);

    private static string Text(Action<ILogger> write) => Format(new TextLinesFormatter(Options, new ManualTime()), write);

    private static string Format(ConsoleFormatter formatter, Action<ILogger> write)
    {
        using var output = new StringWriter { NewLine = "\n" };
        write(new FormatterLogger(formatter, output));
        return output.ToString();
    }

    private sealed class FormatterLogger(ConsoleFormatter formatter, TextWriter output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter1) =>
            formatter.Write(new LogEntry<TState>(logLevel, "test", eventId, state, exception, formatter1), null, output);
    }
}
