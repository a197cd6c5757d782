using Akka.Actor;
using Cli.Palette;
using Node.Common.Operations;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace Lns.Pbm;

/// <summary>The palette <c>bras</c>: what it can do is in <see cref="PaletteCommands"/>.</summary>
public sealed class BrasPalette : CommandPaletteHandler
{
    public BrasPalette(OperationRegistry operations) : base(Definition()) =>
        HandlerProps = Props.Create(() => new BrasPaletteActor(Palette, operations));

    private static CommandPalette Definition() => new(PaletteCommands.Name, PaletteCommands.All.Select(Definition).ToArray());

    private static CommandDefinition Definition(PaletteCommand command) => command.Arguments.Aggregate(
        new CommandDefinitionBuilder().WithName(command.Name).WithDescription(command.Description),
        (built, argument) => built.WithArgument(with => with.WithName(argument.Name).WithDescription(argument.Description)
            .IsMandatory(argument.IsMandatory).WithSwitch(argument.Switch))).Build();
}
