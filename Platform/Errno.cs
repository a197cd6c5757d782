using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Platform;

/// <summary>Error numbers of Linux (the same on x86-64 and arm64).</summary>
static class Errno
{
    public const int NoSuchProcess = 3;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int WouldBlock = 11;

    /// <param name="call">Name of the system call, for the message.</param>
    /// <returns>The result, unless it is -1.</returns>
    /// <exception cref="Win32Exception">With errno and its text.</exception>
    public static int Check(int result, string call)
    {
        if (result >= 0)
            return result;
        throw Error(Marshal.GetLastPInvokeError(), call);
    }

    public static Win32Exception Error(int number, string call) => new(number, $"{call}: {Marshal.GetPInvokeErrorMessage(number)}");
}
