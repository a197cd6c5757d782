using System.Diagnostics;
using Lab.Runner;
using Lab.Runner.Cluster;
using Lab.Scene;
using Spectre.Console;

if (args is ["--help" or "-h", ..])
{
    Console.WriteLine($"{Arguments.Usage}\n\n{ClusterArguments.Usage}");
    return 0;
}
if (args.Contains(ClusterArguments.Flag))
    try
    {
        return await ClusterProgram.Run(ClusterArguments.Parse(args));
    }
    catch (FormatException e)
    {
        Console.Error.WriteLine($"bras lab: {e.Message}\n\n{ClusterArguments.Usage}");
        return 64;
    }
Arguments wanted;
try
{
    wanted = Arguments.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine($"bras lab: {e.Message}\n\n{Arguments.Usage}");
    return 64;
}
if (wanted.Options.Tun && !Namespace.IsInside)
{
    if (Environment.UserName != "root")
    {
        Console.Error.WriteLine("bras lab: --tun makes a TUN device and a network namespace, which only root may");
        return 77;
    }
    return await Namespace.RunInside(args);
}
if (wanted.Options.Tun) await Namespace.RaiseLoopback();
return await LabProgram.Run(wanted);
