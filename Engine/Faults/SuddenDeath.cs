using System.Runtime.InteropServices;

namespace Engine.Faults;

/// <summary>kill -9 by a process's own hand: no handler, no flush, no goodbye.</summary>
public static partial class SuddenDeath
{
    private const int SigKill = 9;

    /// <summary>Never returns.</summary>
    public static void Die(CrashSide side, string lastWords)
    {
        Console.Error.WriteLine(lastWords);
        if (side != CrashSide.Stuck)
            Kill(Environment.ProcessId, SigKill);
        // the kernel may take a moment; not one step further meanwhile
        using var never = new ManualResetEventSlim();
        never.Wait();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
