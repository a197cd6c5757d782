using System.Globalization;

namespace Bench;

/// <summary>The command line of a benchmark.</summary>
/// <param name="Directory">Where files are made; what lies under them is measured too, so it is on a disk by default.</param>
public sealed record Arguments(string Name, int Runs, string? Json, string Directory)
{
    /// <summary>That performance.md asks for under P6.</summary>
    private const int DefaultCalls = 1000;

    public const string Usage = """
        ./bras bench journal    durable events a second beside raw SQLite; durable records of a call
        ./bras bench calls      octets resident for each call held
        ./bras bench cluster    a drain and a lost machine under calls, in a cluster of three (root, see ./bras lab --cluster)
          --runs N         how often (3)
          --calls N        with cluster: calls to hold (1000)
          --json FILE      the figures, for programs
          --directory DIR  where the journals lie (/var/tmp)
        """;

    public int Calls { get; init; } = DefaultCalls;

    /// <exception cref="FormatException">The message says what is wrong.</exception>
    public static Arguments Parse(IReadOnlyList<string> words)
    {
        var arguments = new Arguments(words.Count > 0 ? words[0] : "", 3, null, "/var/tmp");
        for (var i = 1; i < words.Count; i += 2)
        {
            var value = i + 1 < words.Count ? words[i + 1] : throw new FormatException($"{words[i]} needs a value");
            arguments = words[i] switch
            {
                "--runs" => arguments with { Runs = int.Parse(value, CultureInfo.InvariantCulture) },
                "--calls" => arguments with { Calls = int.Parse(value, CultureInfo.InvariantCulture) },
                "--json" => arguments with { Json = value },
                "--directory" => arguments with { Directory = value },
                _ => throw new FormatException($"unknown option {words[i]}"),
            };
        }
        return arguments;
    }
}
