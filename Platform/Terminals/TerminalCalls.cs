using System.Runtime.InteropServices;

namespace Platform.Terminals;

/// <summary>Terminals as libc and the kernel have them on Linux; every number here is the same on x86-64 and arm64.</summary>
static partial class TerminalCalls
{
    public const int ReadWrite = 2;
    public const int NoControllingTerminal = 0x100;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const int Now = 0;
    public const int FlushBoth = 2;

    public const nuint GetModemLines = 0x5415;
    public const nuint SetModemLines = 0x5416;
    public const nuint ClearModemLines = 0x5417;
    public const int DataTerminalReady = 0x002;
    public const int CarrierDetect = 0x040;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    public static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    public static partial int Grant(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    public static partial int Unlock(int master);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    public static unsafe partial int SlaveName(int master, byte* name, nuint size);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    public static partial int GetAttributes(int descriptor, out Termios termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    public static partial int SetAttributes(int descriptor, int when, in Termios termios);

    [LibraryImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    public static partial int Flush(int descriptor, int queues);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    public static partial void MakeRaw(ref Termios termios);

    [LibraryImport("libc", EntryPoint = "cfsetspeed", SetLastError = true)]
    public static partial int SetSpeed(ref Termios termios, uint bitsPerSecond);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int ModemLines(int descriptor, nuint request, ref int lines);
}
