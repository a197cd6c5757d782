using System.Globalization;

namespace Bench;

/// <summary>The command line of a benchmark.</summary>
/// <param name="Directory">Where files are made; what lies under them is measured too, so it is on a disk by default.</param>
/// <param name="Calls">Of "standby" and "cluster": this number in place of the usual ones.</param>
public sealed record Arguments(string Name, int Runs, string? Json, string Directory, int? Calls = null)
{
    public const string Usage = """
        ./bras bench journal    durable events a second beside raw SQLite; durable records of a call
        ./bras bench calls      octets resident for each call held
        ./bras bench standby    data gap, calls lost and time until control answers when the LNS dies, hangs or hands over
        ./bras bench cluster    a drain and a lost machine under calls, in a cluster of three (root, see ./bras lab --cluster)
          --runs N         how often (3)
          --json FILE      the figures, for programs
          --directory DIR  where the journals lie (/var/tmp)
          --calls N        of standby: so many calls (1000, then 10000); of cluster: calls to hold (1000)
        """;

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
                "--json" => arguments with { Json = value },
                "--calls" => arguments with { Calls = int.Parse(value, CultureInfo.InvariantCulture) },
                "--directory" => arguments with { Directory = value },
                _ => throw new FormatException($"unknown option {words[i]}"),
            };
        }
        return arguments;
    }
}
