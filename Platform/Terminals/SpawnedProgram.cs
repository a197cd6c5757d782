using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Platform.Terminals;

/// <param name="File">Looked up in PATH where it holds no slash.</param>
/// <param name="Environment">Whole: nothing is inherited.</param>
public sealed record ProgramStart(
    string File,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory = "/");

/// <summary>
/// A program in a session of its own whose controlling terminal, and standard input, output and error, is a pseudo terminal. It hears
/// SIGHUP when the terminal's master is closed, so also when this process dies.
/// </summary>
public sealed class SpawnedProgram : IDisposable
{
    public const int SigHup = 1;
    public const int SigKill = 9;

    private readonly SafeFileHandle pidDescriptor;
    private bool reaped;

    private SpawnedProgram(int pid, SafeFileHandle pidDescriptor)
    {
        Pid = pid;
        this.pidDescriptor = pidDescriptor;
    }

    public int Pid { get; }

    /// <summary>Ready for reading once the program has ended; then <see cref="TryReap"/>.</summary>
    public int ExitDescriptor => (int)pidDescriptor.DangerousGetHandle();

    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started: not found, not executable, no process left.</exception>
    public static unsafe SpawnedProgram Start(ProgramStart start, Pty terminal)
    {
        var actions = stackalloc byte[SpawnCalls.OpaqueSize];
        var attributes = stackalloc byte[SpawnCalls.OpaqueSize];
        using var arguments = new NativeStrings([start.File, .. start.Arguments]);
        using var environment = new NativeStrings([.. start.Environment.Select(pair => $"{pair.Key}={pair.Value}")]);
        Check(SpawnCalls.InitActions(actions));
        Check(SpawnCalls.InitAttributes(attributes));
        try
        {
            // a session leader's first terminal becomes its controlling one, so no O_NOCTTY here
            Check(SpawnCalls.AddOpen(actions, 0, terminal.SlavePath, TerminalCalls.ReadWrite, 0));
            Check(SpawnCalls.AddDuplicate(actions, 0, 1));
            Check(SpawnCalls.AddDuplicate(actions, 0, 2));
            Check(SpawnCalls.AddCloseFrom(actions, 3));
            Check(SpawnCalls.AddChangeDirectory(actions, start.WorkingDirectory));
            SetAttributes(attributes);
            Check(SpawnCalls.Spawn(out var pid, start.File, actions, attributes, arguments.Pointer, environment.Pointer), start.File);
            var descriptor = Errno.Check((int)SpawnCalls.SystemCall(SpawnCalls.PidOpen, pid, 0), "pidfd_open");
            return new SpawnedProgram(pid, new SafeFileHandle(descriptor, ownsHandle: true));
        }
        finally
        {
            SpawnCalls.DestroyActions(actions);
            SpawnCalls.DestroyAttributes(attributes);
        }
    }

    /// <summary>To the whole process group; nothing happens once the program is reaped.</summary>
    public void Signal(int signal)
    {
        // until it is reaped its number can't be another's
        if (!reaped)
            SpawnCalls.Kill(-Pid, signal);
    }

    /// <param name="exit">"exit N" or "signal N".</param>
    /// <returns>False while it runs.</returns>
    public bool TryReap(out string exit)
    {
        exit = "";
        if (reaped)
            return true;
        var ended = SpawnCalls.Wait(Pid, out var status, SpawnCalls.NoHang);
        if (ended == 0)
            return false;
        reaped = true;
        // where SIGCHLD is ignored the kernel keeps no status
        if (ended < 0)
        {
            exit = "exit unknown";
            return true;
        }

        var signal = status & 0x7F;
        exit = signal == 0 ? $"exit {status >> 8 & 0xFF}" : $"signal {signal}";
        return true;
    }

    public void Dispose() => pidDescriptor.Dispose();

    /// <summary>Signals as a fresh program expects them: the runtime ignores SIGPIPE, and an ignored signal survives exec.</summary>
    private static unsafe void SetAttributes(byte* attributes)
    {
        var signals = stackalloc byte[SpawnCalls.OpaqueSize];
        SpawnCalls.FillSet(signals);
        Check(SpawnCalls.SetDefaults(attributes, signals));
        SpawnCalls.EmptySet(signals);
        Check(SpawnCalls.SetMask(attributes, signals));
        Check(SpawnCalls.SetFlags(attributes, SpawnCalls.SetSession | SpawnCalls.SetSignalDefaults | SpawnCalls.SetSignalMask));
    }

    private static void Check(int error, string what = "posix_spawn")
    {
        if (error != 0)
            throw Errno.Error(error, what);
    }
}
