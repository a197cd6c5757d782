using Fuzz.Running;
using Fuzz.Targets;

FuzzOptions options;
try
{
    options = FuzzOptions.Parse(args, AllTargets.ByName);
}
catch (Exception e) when (e is FormatException or OverflowException)
{
    Console.Error.WriteLine($"{e.Message}\n{FuzzOptions.Usage}");
    return 2;
}

if (options.Targets.Count == 0)
{
    Console.WriteLine($"{FuzzOptions.Usage}\n");
    foreach (var target in AllTargets.ByName)
        Console.WriteLine($"  {target.Name,-16} {target.What}");
    return 0;
}

if (options.Replay is { } input)
{
    // an exception shows itself
    Console.WriteLine($"{options.Targets[0].Name}: held, behaviour {options.Targets[0].Run(input):x8}");
    return 0;
}

var failed = 0;
foreach (var target in options.Targets)
    if (FuzzConsole.Run(target, options, Console.Out) is { } failure)
    {
        Console.Error.WriteLine(failure);
        failed++;
    }
return failed == 0 ? 0 : 1;
