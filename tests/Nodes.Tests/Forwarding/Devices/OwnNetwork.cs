using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Nodes.Tests.Forwarding.Devices;

/// <summary>Runs a test on a thread that has left the host's network for an empty one; both end together.</summary>
internal static partial class OwnNetwork
{
    private const int NewNetwork = 0x40000000;

    public static void Run(Action test)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Unshare(NewNetwork).ShouldBe(0, Marshal.GetLastPInvokeErrorMessage());
                test();
            }
            catch (Exception thrown)
            {
                failure = ExceptionDispatchInfo.Capture(thrown);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    /// <summary>Gives up root for the calling thread alone: the raw system call, where the library's would change all threads.</summary>
    public static void BecomeNobody()
    {
        const int nobody = 65534;
        var setResUid = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 117 : 147;
        SystemCall(setResUid, nobody, nobody, nobody).ShouldBe(0);
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third);
}
