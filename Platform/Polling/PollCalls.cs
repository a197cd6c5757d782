using System.Runtime.InteropServices;

namespace Platform.Polling;

/// <summary>epoll and eventfd, as libc gives them on Linux.</summary>
static partial class PollCalls
{
    public const int EpollCloseOnExec = 0x80000;
    public const int EventFdCloseOnExecNonBlocking = 0x80000 | 0x800;
    public const int Add = 1;
    public const int Delete = 2;
    public const int Modify = 3;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static unsafe partial int EpollControl(int epoll, int operation, int descriptor, byte* record);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static unsafe partial int EpollWait(int epoll, byte* records, int maximum, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);
}
