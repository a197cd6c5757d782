using System.Text.Json.Nodes;

namespace Cli.Palette;

/// <summary>A word that follows a command.</summary>
/// <param name="Switch">As pbm has it: <c>-k KEY</c>.</param>
public sealed record PaletteArgument(string Name, string Switch, string Description, bool IsMandatory);

/// <summary>A command of the palette <c>bras</c>: an operation of the node by another name.</summary>
/// <param name="View">The columns of a list operation; null: any other answer.</param>
public sealed record PaletteCommand(string Name, string Operation, string Description, IReadOnlyList<PaletteArgument> Arguments, Rendering.View? View)
{
    /// <param name="given">The values that pbm has for each argument's name.</param>
    /// <returns>The operation's arguments, or what is wrong with the given ones.</returns>
    public (JsonObject? Arguments, string? Fault) Read(Func<string, IEnumerable<string>> given)
    {
        var read = new JsonObject();
        foreach (var argument in Arguments)
            switch (given(argument.Name).ToList())
            {
                case [] when argument.IsMandatory: return (null, $"{Name} needs {argument.Switch} {argument.Name.ToUpperInvariant()}: {argument.Description}");
                case []: break;
                case [var value]: read[argument.Name] = value; break;
                default: return (null, $"{argument.Switch} stands more than once");
            }
        return (read, null);
    }

    /// <param name="offset">Of the next part of a list: a node answers in parts.</param>
    public JsonObject Page(JsonObject arguments, int offset)
    {
        var page = arguments.DeepClone().AsObject();
        if (View is not null) page["offset"] = offset;
        return page;
    }
}
