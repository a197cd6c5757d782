using System.Runtime.InteropServices;

namespace Platform.Links;

/// <summary>Messages with descriptors, and processes as descriptors, as Linux has them on 64-bit machines.</summary>
internal static unsafe partial class LinkCalls
{
    public const int SocketLevel = 1;
    public const int PassRights = 1;
    public const int PeerCredentials = 17;
    public const int CloseOnExecReceived = 0x40000000;

    /// <summary>struct ucred: pid, uid, gid.</summary>
    public const int CredentialOctets = 12;

    /// <summary>struct cmsghdr with one descriptor, and the room that it takes (CMSG_LEN, CMSG_SPACE).</summary>
    public const int RightsLength = 20;
    public const int RightsSpace = 24;

    public const int EventNonBlocking = 0x800;

    /// <summary>The same numbers on x86-64 and arm64.</summary>
    private const long PidFdSendSignal = 424;
    private const long PidFdOpen = 434;

    public struct IoVector
    {
        public byte* Start;
        public nuint Octets;
    }

    public struct MessageHeader
    {
        public void* Name;
        public uint NameOctets;
        public IoVector* Vectors;
        public nuint VectorCount;
        public byte* Control;
        public nuint ControlOctets;
        public int Flags;
    }

    [StructLayout(LayoutKind.Sequential, Size = RightsSpace)]
    public struct RightsHeader
    {
        public nuint Length;
        public int Level;
        public int Type;
        public int Descriptor;
    }

    /// <returns>A pidfd, close-on-exec; -1 when there is no such process.</returns>
    public static int OpenProcess(int pid) => (int)Call(PidFdOpen, pid, 0, 0, 0);

    public static int SignalProcess(SafeHandle process, int signal) =>
        (int)Call(PidFdSendSignal, process.DangerousGetHandle(), signal, 0, 0);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Call(long number, nint first, nint second, nint third, nint fourth);
}
