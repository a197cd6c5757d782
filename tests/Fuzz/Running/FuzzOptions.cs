using System.Globalization;

namespace Fuzz.Running;

/// <summary>The command line.</summary>
/// <param name="Targets">Empty: list them.</param>
/// <param name="Inputs">For each target; null: until the time is up.</param>
/// <param name="Minutes">For each target.</param>
public sealed record FuzzOptions(IReadOnlyList<FuzzTarget> Targets, double Minutes, long? Inputs, ulong Seed, byte[]? Replay)
{
    public const string Usage = """
        ./bras fuzz TARGET|all [--minutes M] [--inputs N] [--seed S]     mutated inputs, until the time or the number is reached
        ./bras fuzz TARGET --replay HEX                                  one input
        ./bras fuzz list                                                 the targets
        """;

    /// <exception cref="FormatException">The message says what is wrong.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> arguments, IReadOnlyList<FuzzTarget> targets)
    {
        var options = new FuzzOptions(Named(arguments.Count == 0 ? "list" : arguments[0], targets), 1, null, 1, null);
        for (var i = 1; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value");
            options = arguments[i] switch
            {
                "--minutes" => options with { Minutes = double.Parse(value, CultureInfo.InvariantCulture) },
                "--inputs" => options with { Inputs = long.Parse(value, CultureInfo.InvariantCulture), Minutes = double.PositiveInfinity },
                "--seed" => options with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) },
                "--replay" => options with { Replay = Convert.FromHexString(value) },
                _ => throw new FormatException($"unknown option {arguments[i]}"),
            };
        }
        return options.Replay is null || options.Targets.Count == 1 ? options : throw new FormatException("--replay takes one target");
    }

    private static IReadOnlyList<FuzzTarget> Named(string name, IReadOnlyList<FuzzTarget> targets) => name switch
    {
        "list" or "--help" or "-h" => [],
        "all" => targets,
        _ => [targets.FirstOrDefault(target => target.Name == name) ?? throw new FormatException($"no target {name}; ./bras fuzz list names them")],
    };
}
