using System.CommandLine;
using Cli.Rendering;

namespace Cli.Commands;

/// <summary>The grammar: show WHAT, health, reset dial-out KEY, delete dial-out KEY, trace KEY, drain NODE.</summary>
public static class CommandTree
{
    private static readonly Option<string?> SocketOption = new("--socket") { Description = "the node's operations socket", Recursive = true };

    private static readonly Option<string?> ConfigOption = new("--config") { Description = "a node's configuration, for its operations socket", Recursive = true };

    private static readonly Option<bool> JsonOption = new("--json") { Description = "the answer as the node gives it, as JSON", Recursive = true };

    private static readonly Option<string?> NodeOption = new("--node")
    {
        Description = "this node of the cluster alone, whichever one is asked", Recursive = true,
    };

    public static RootCommand Build(Terminal terminal)
    {
        var root = new RootCommand("Asks a running node over its operations socket.") { SocketOption, ConfigOption, NodeOption, JsonOption };
        var show = new Command("show", "show what a node is doing");
        foreach (var view in Views.All)
            show.Subcommands.Add(Leaf(terminal, view.Name, view.Description, (asking, _) => asking.ShowAsync(view)));
        show.Subcommands.Add(Leaf(terminal, "health", "whether the node is well", (asking, _) => asking.HealthAsync()));
        root.Subcommands.Add(show);
        root.Subcommands.Add(Acting(terminal, "reset", "close the call of a dial-out session; the session becomes dormant"));
        root.Subcommands.Add(Acting(terminal, "delete", "close the call of a dial-out session and forget the session"));
        var traced = new Argument<string>("KEY") { Description = "of a dial-out session, session, tunnel or line, as `show` prints it" };
        var trace = Leaf(terminal, "trace", Views.Trace.Description, (asking, parsed) => asking.ShowAsync(Views.Trace, parsed.GetRequiredValue(traced)));
        trace.Arguments.Add(traced);
        root.Subcommands.Add(trace);
        var node = new Argument<string>("NODE") { Description = "as `show cluster` prints it" };
        var drain = Leaf(terminal, "drain", "have a node of the cluster pass its calls on and leave", (asking, parsed) => asking.DrainAsync(parsed.GetRequiredValue(node)));
        drain.Arguments.Add(node);
        root.Subcommands.Add(drain);
        return root;
    }

    private static Command Acting(Terminal terminal, string verb, string description)
    {
        var key = new Argument<string>("KEY") { Description = "as `show dial-out` prints it" };
        var leaf = Leaf(terminal, "dial-out", description, (asking, parsed) => asking.ActAsync($"{verb}-dial-out", parsed.GetRequiredValue(key)));
        leaf.Arguments.Add(key);
        return new Command(verb, description) { leaf };
    }

    private static Command Leaf(Terminal terminal, string name, string description, Func<Asking, ParseResult, Task> run)
    {
        var command = new Command(name, description);
        command.SetAction((parsed, cancellation) => Asking.RunAsync(
            new Asking(terminal, parsed.GetValue(SocketOption), parsed.GetValue(ConfigOption), parsed.GetValue(JsonOption), cancellation)
            {
                Node = parsed.GetValue(NodeOption),
            },
            asking => run(asking, parsed)));
        return command;
    }
}
