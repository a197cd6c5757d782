using Spectre.Console;

namespace Cli;

/// <summary>Where a command reads its surroundings and writes its output; tests give it another.</summary>
/// <param name="Output">Answers, and nothing but answers.</param>
/// <param name="Trouble">What is wrong, for people.</param>
public sealed record Terminal(TextWriter Output, TextWriter Trouble, int Width, bool Colours, Func<string, string?> Environment)
{
    /// <summary>A pipe has no width; a table in a file should not be folded.</summary>
    private const int WidthOfPipe = 400;

    public static Terminal OfProcess() => new(Console.Out, Console.Error,
        Console.IsOutputRedirected ? WidthOfPipe : Math.Max(AnsiConsole.Profile.Width, 40),
        !Console.IsOutputRedirected && System.Environment.GetEnvironmentVariable("NO_COLOR") is null,
        System.Environment.GetEnvironmentVariable);

    public IAnsiConsole Canvas() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Colours ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = Colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Out = new AnsiConsoleOutput(Output),
    });
}
