using System.Net;
using System.Runtime.InteropServices;

namespace Lab.Topology;

/// <summary>What can befall a whole host.</summary>
public static partial class Machine
{
    private const int SigKill = 9;
    private const int SigStop = 19;
    private const int SigContinue = 18;

    /// <summary>Everything on it stands still, as on a virtual machine that is paused; its kernel still answers pings.</summary>
    public static Task Freeze(NetworkNamespace host) => SignalAll(host, SigStop);

    public static Task Thaw(NetworkNamespace host) => SignalAll(host, SigContinue);

    /// <summary>Everything on it ends at once.</summary>
    public static Task Kill(NetworkNamespace host) => SignalAll(host, SigKill);

    /// <exception cref="InvalidOperationException">No answer.</exception>
    public static Task Ping(NetworkNamespace from, IPAddress to)
    {
        var line = from.CommandLine("ping", "-c", "3", "-i", "0.2", "-W", "2", "-n", to.ToString());
        return Command.Run(line[0], [.. line.Skip(1)]);
    }

    public static async Task<bool> Reaches(NetworkNamespace from, IPAddress to)
    {
        try
        {
            await Ping(from, to);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static async Task SignalAll(NetworkNamespace host, int signal)
    {
        foreach (var id in await host.Processes()) _ = Signal(id, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);
}
