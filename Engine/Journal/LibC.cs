using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Engine.Journal;

/// <summary>The few system calls that .NET has no name for.</summary>
internal static partial class LibC
{
    public const int OpenReadWrite = 2;
    public const int OpenCreate = 0x40;
    public const int OpenDirectory = 0x10000;
    public const int OpenCloseOnExec = 0x80000;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int WouldBlock = 11;

    /// <summary>A new file in a directory outlives a power cut only after this.</summary>
    public static void SyncDirectory(string path)
    {
        var descriptor = Open(path, OpenDirectory | OpenCloseOnExec, 0);
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (descriptor < 0 || Fsync(descriptor) != 0)
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Flock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);
}
