using System.Text.Json;
using System.Text.Json.Nodes;
using Akka.Actor;
using Cli.Palette;
using Node.Common.Operations;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace Lns.Pbm;

/// <summary>Asks the node's own handlers and sends the lines of their answers.</summary>
internal sealed class BrasPaletteActor : CommandHandlerActor
{
    /// <summary>As long as an operator waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OperationRegistry operations;

    public BrasPaletteActor(CommandPalette palette, OperationRegistry operations) : base(palette)
    {
        this.operations = operations;
        foreach (var command in PaletteCommands.All)
            Process(command.Name, (_, arguments) => Answer(command, command.Read(arguments.ArgumentValues)));
    }

    private void Answer(PaletteCommand command, (JsonObject? Arguments, string? Fault) read)
    {
        var client = Sender;
        if (read.Arguments is not { } arguments)
        {
            client.Tell(new ErroredCommandResponse(read.Fault));
            return;
        }
        Lines(command, arguments).ContinueWith(answer =>
        {
            if (!answer.IsCompletedSuccessfully)
            {
                client.Tell(new ErroredCommandResponse(answer.Exception?.GetBaseException().Message ?? "no answer in time"));
                return;
            }
            foreach (var line in answer.Result) client.Tell(new CommandResponse(line, final: false));
            client.Tell(CommandResponse.Empty);
        }, TaskScheduler.Default);
    }

    private async Task<IEnumerable<string>> Lines(PaletteCommand command, JsonObject arguments)
    {
        using var timeout = new CancellationTokenSource(Patience);
        if (command.View is not { } view) return PaletteText.Fields(await Ask(command, arguments, timeout.Token));
        var rows = new List<JsonNode?>();
        while (true)
        {
            var page = (await Ask(command, command.Page(arguments, rows.Count), timeout.Token))!;
            var part = page["rows"]!.AsArray();
            rows.AddRange(part);
            if (part.Count == 0 || !page["hasMore"]!.GetValue<bool>()) return PaletteText.Table(view, rows);
        }
    }

    private async Task<JsonNode?> Ask(PaletteCommand command, JsonObject arguments, CancellationToken cancellation)
    {
        using var given = JsonDocument.Parse(arguments.ToJsonString());
        var answer = await operations.Find(command.Operation).Handler(new OperationArguments(given.RootElement), cancellation);
        return JsonSerializer.SerializeToNode(answer, answer.GetType(), OperationJson.Options);
    }
}
