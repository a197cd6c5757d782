using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Platform;

/// <summary>The Linux system calls of packet descriptors. Each returns -1 on failure, with errno as the last P/Invoke error.</summary>
internal static unsafe partial class PacketNative
{
    public const int ReadWrite = 2;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const short PollIn = 1;
    public const int DontWait = 0x40;
    public const int NoSignal = 0x4000;
    public const int AddressFamilyInternet = 2;
    public const int SocketDatagram = 2;

    public const int PermissionDenied = 13;
    public const int NotPermitted = 1;
    public const int NoSuchFile = 2;
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int Busy = 16;
    public const int NoDevice = 19;
    public const int FileExists = 17;

    public struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;

        public static PollEntry ForInput(SafeHandle descriptor) =>
            new() { Descriptor = (int)descriptor.DangerousGetHandle(), Events = PollIn, Returned = 0 };
    }

    public static int LastError => Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventDescriptor(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeHandle descriptor, nuint request, byte* argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeHandle descriptor, byte* buffer, nuint octets);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle descriptor, byte* buffer, nuint octets);

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    public static partial nint ReceiveFrom(SafeHandle socket, byte* buffer, nuint octets, int flags, byte* address, int* addressOctets);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    public static partial nint SendTo(SafeHandle socket, byte* buffer, nuint octets, int flags, byte* address, int addressOctets);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int timeoutMs);

    public static SafeFileHandle Own(int descriptor) => new(descriptor, ownsHandle: true);

    public static string Describe(int error) => Marshal.GetPInvokeErrorMessage(error);
}
