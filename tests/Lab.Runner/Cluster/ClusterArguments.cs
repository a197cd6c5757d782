using System.Globalization;
using Lab.Cluster;
using static Lab.Runner.Words;

namespace Lab.Runner.Cluster;

/// <summary>The command line of <c>./bras lab --cluster</c>.</summary>
/// <param name="Happenings">In the order in which they were given.</param>
internal sealed record ClusterArguments(ClusterSceneSettings Settings, IReadOnlyList<Happening> Happenings)
{
    public const string Usage = """
        ./bras lab --cluster N [OPTIONS]   N LNS nodes, two LACs, Lighthouse, PostgreSQL and BIRD in network namespaces of their own (root)

          --sites N            calls to hold while things happen (default 20)
          --seed S, --dir DIRECTORY, as without --cluster
          --relaxed            detectors for a machine that has much else to do

          what happens, in the order given, with a line of the table each:
          --kill lns-2         a machine is lost
          --drain lns-1        a node leaves as an upgrade has it leave
          --partition          the first node is cut off from the other LNS nodes and the database for 30 s; LACs reach both sides
          --join lns-4         one more node
          --no-journal 60      PostgreSQL is gone for so many seconds
          --freeze lns-3 40    a machine stands still for so many seconds
        """;

    public const string Flag = "--cluster";

    private static readonly TimeSpan PartitionLength = TimeSpan.FromSeconds(30);

    /// <exception cref="FormatException">With what is wrong, to be shown.</exception>
    public static ClusterArguments Parse(IReadOnlyList<string> args)
    {
        var (settings, happenings) = (new ClusterSceneSettings { Seed = Environment.ProcessId }, new List<Happening>());
        for (var i = 0; i < args.Count; i++)
            switch (args[i])
            {
                case Flag: settings = settings with { LnsNodes = Number(args, ref i, 1, 9) }; break;
                case "--sites": settings = settings with { Sites = Number(args, ref i, 1, 1000) }; break;
                case "--seed": settings = settings with { Seed = Number(args, ref i, int.MinValue, int.MaxValue) }; break;
                case "--dir": settings = settings with { Directory = Path.GetFullPath(Value(args, ref i)) }; break;
                case "--relaxed": settings = settings with { IsRelaxed = true }; break;
                case "--kill": happenings.Add(Happening.Kill(Value(args, ref i))); break;
                case "--drain": happenings.Add(Happening.Drain(Value(args, ref i))); break;
                case "--partition": happenings.Add(Happening.Partition(PartitionLength)); break;
                case "--join": happenings.Add(Happening.Join(NodeNumber(args, ref i))); break;
                case "--no-journal": happenings.Add(Happening.NoJournal(TimeSpan.FromSeconds(Number(args, ref i, 1, 600)))); break;
                case "--freeze": happenings.Add(Happening.Freeze(Value(args, ref i), TimeSpan.FromSeconds(Number(args, ref i, 1, 600)))); break;
                default: throw new FormatException($"'{args[i]}' is no option of the cluster's lab");
            }
        return new ClusterArguments(settings, happenings);
    }

    private static int NodeNumber(IReadOnlyList<string> args, ref int i)
    {
        var (name, text) = (args[i], Value(args, ref i));
        return text.StartsWith("lns-", StringComparison.Ordinal) && int.TryParse(text.AsSpan(4), CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100
            ? number
            : throw new FormatException($"{name} {text}: lns- and a number");
    }
}
