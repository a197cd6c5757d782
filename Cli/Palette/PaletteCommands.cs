using Cli.Rendering;

namespace Cli.Palette;

/// <summary>What <c>pbm bras …</c> knows. The rest of the node's operations are the command line's.</summary>
public static class PaletteCommands
{
    public const string Name = "bras";

    public const string Description = "calls, tunnels and lines";

    private static readonly PaletteArgument Key = new("key", "-k", "as `bras sessions` or `bras tunnels` prints it", IsMandatory: true);

    public static IReadOnlyList<PaletteCommand> All { get; } =
    [
        .. ((string[])["routes", "sessions", "tunnels", "destinations", "lines"]).Select(Shown),
        new(Views.Trace.Name, Views.Trace.Operation, Views.Trace.Description, [Key], Views.Trace),
        new("drain", "drain", "pass this node's calls on to the others and take no new ones", [], null),
    ];

    private static PaletteCommand Shown(string name)
    {
        var view = Views.All.Single(view => view.Name == name);
        return new PaletteCommand(name, view.Operation, view.Description, [], view);
    }
}
