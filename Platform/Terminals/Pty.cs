using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Platform.Terminals;

/// <summary>A pseudo terminal, held by its master. Closing the master hangs the slave up and sends SIGHUP to the session on it.</summary>
public sealed class Pty : IDisposable
{
    /// <summary>Room for "/dev/pts/" and a number.</summary>
    private const int NameSize = 64;

    private readonly SafeFileHandle master;

    private Pty(SafeFileHandle master, string slavePath)
    {
        this.master = master;
        SlavePath = slavePath;
    }

    public string SlavePath { get; }

    /// <summary>Non-blocking.</summary>
    public int Master => (int)master.DangerousGetHandle();

    /// <summary>Raw from the start: no echo, no line editing, no CR/LF mapping, whichever side opens what first.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">No pseudo terminal is left.</exception>
    public static unsafe Pty Open()
    {
        const int flags = TerminalCalls.ReadWrite | TerminalCalls.NoControllingTerminal | TerminalCalls.CloseOnExec | TerminalCalls.NonBlocking;
        var descriptor = Errno.Check(TerminalCalls.OpenMaster(flags), "posix_openpt");
        var master = new SafeFileHandle(descriptor, ownsHandle: true);
        Errno.Check(TerminalCalls.Grant(descriptor), "grantpt");
        Errno.Check(TerminalCalls.Unlock(descriptor), "unlockpt");
        var name = stackalloc byte[NameSize];
        var error = TerminalCalls.SlaveName(descriptor, name, NameSize);
        if (error != 0)
            throw Errno.Error(error, "ptsname_r");
        SetRaw(descriptor);
        return new Pty(master, Encoding.UTF8.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name)));
    }

    public void Dispose() => master.Dispose();

    private static void SetRaw(int descriptor)
    {
        Errno.Check(TerminalCalls.GetAttributes(descriptor, out var termios), "tcgetattr");
        TerminalCalls.MakeRaw(ref termios);
        Errno.Check(TerminalCalls.SetAttributes(descriptor, TerminalCalls.Now, termios), "tcsetattr");
    }
}
