using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Engine.Journal;

/// <summary>
/// Says who is active on a data directory: flock(2) on a file of its own. Never a POSIX lock, and never on the database: a process
/// loses all its POSIX locks on a file when it closes any descriptor of it, which SQLite does at will.
/// </summary>
public sealed class DirectoryLock : IDisposable
{
    public const string FileName = "lock";

    private const int OwnerOnly = 0b110_000_000;
    private const int MaxHolderText = 64;

    private readonly SafeFileHandle handle;

    private DirectoryLock(SafeFileHandle handle) => this.handle = handle;

    /// <exception cref="JournalUnavailableException">Another process, or another engine of this one, is active here.</exception>
    public static DirectoryLock Take(string directory) => TryTake(directory, out var holder)
        ?? throw new JournalUnavailableException(Path.Combine(directory, FileName), $"another process is active on this directory{holder}");

    /// <param name="holder">Who has it, as a message ends; empty when that is not known.</param>
    /// <returns>Null when another process, or another engine of this one, is active here.</returns>
    /// <exception cref="JournalUnavailableException">The lock file can't be used.</exception>
    public static DirectoryLock? TryTake(string directory, out string holder)
    {
        holder = "";
        var path = Path.Combine(directory, FileName);
        var descriptor = LibC.Open(path, LibC.OpenReadWrite | LibC.OpenCreate | LibC.OpenCloseOnExec, OwnerOnly);
        if (descriptor < 0)
            throw new JournalUnavailableException(path, $"the lock file can't be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (LibC.Flock(descriptor, LibC.LockExclusive | LibC.LockNonBlocking) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            holder = Holder(handle);
            handle.Dispose();
            return error == LibC.WouldBlock ? null : throw new JournalUnavailableException(path, Marshal.GetPInvokeErrorMessage(error));
        }
        RandomAccess.SetLength(handle, 0);
        RandomAccess.Write(handle, Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"), 0);
        return new DirectoryLock(handle);
    }

    public void Dispose() => handle.Dispose();

    private static string Holder(SafeFileHandle handle)
    {
        Span<byte> text = stackalloc byte[MaxHolderText];
        var length = RandomAccess.Read(handle, text, 0);
        return length > 0 ? $" (pid {Encoding.ASCII.GetString(text[..length]).Trim()})" : "";
    }
}
