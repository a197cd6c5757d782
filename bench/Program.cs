using Bench;
using Bench.Calls;
using Bench.Cluster;
using Bench.Journal;
using Bench.Standby;

// the child of "calls": one process for each number of calls, so that none inherits another's heap
if (args is ["held", var calls, var scratch])
{
    await HeldCalls.Measure(int.Parse(calls, System.Globalization.CultureInfo.InvariantCulture), scratch);
    return 0;
}

try
{
    var arguments = Arguments.Parse(args);
    Figures? figures = arguments.Name switch
    {
        "journal" => await JournalBench.Run(arguments),
        "calls" => await CallsBench.Run(arguments),
        "standby" => await StandbyBench.Run(arguments),
        "cluster" => await ClusterBench.Run(arguments),
        _ => null,
    };
    if (figures is null)
    {
        Console.Error.WriteLine(Arguments.Usage);
        return 2;
    }
    figures.Print(Console.Out);
    if (arguments.Json is { } file)
        figures.Write(file);
    return 0;
}
catch (FormatException e)
{
    Console.Error.WriteLine($"{e.Message}\n{Arguments.Usage}");
    return 2;
}
