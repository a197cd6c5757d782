using System.Runtime.InteropServices;

namespace Platform;

/// <summary>Reading and writing of non-blocking descriptors, without allocation.</summary>
public static partial class Descriptors
{
    /// <summary>Nothing now; try again when the descriptor is ready.</summary>
    public const int WouldBlock = -1;

    /// <summary>The other end is gone: end of file, a terminal that was hung up (EIO), a broken pipe, a reset.</summary>
    public const int Gone = -2;

    /// <returns>Octets read, <see cref="WouldBlock"/> or <see cref="Gone"/>.</returns>
    public static unsafe int Read(int descriptor, Span<byte> destination)
    {
        fixed (byte* start = destination)
        {
            var count = ReadCall(descriptor, start, (nuint)destination.Length);
            return count == 0 ? Gone : Judge(count);
        }
    }

    /// <returns>Octets written, <see cref="WouldBlock"/> or <see cref="Gone"/>.</returns>
    public static unsafe int Write(int descriptor, ReadOnlySpan<byte> source)
    {
        fixed (byte* start = source)
            return Judge(WriteCall(descriptor, start, (nuint)source.Length));
    }

    private static int Judge(nint count)
    {
        if (count >= 0)
            return (int)count;
        return Marshal.GetLastPInvokeError() is Errno.WouldBlock or Errno.Interrupted ? WouldBlock : Gone;
    }

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint ReadCall(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteCall(int descriptor, byte* buffer, nuint count);
}
