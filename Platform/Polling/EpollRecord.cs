using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Platform.Polling;

/// <summary>
/// <c>struct epoll_event</c>: 32 bits of events and 64 bits of data. The kernel packs it on x86-64 alone (12 octets); elsewhere the
/// data is aligned (16 octets).
/// </summary>
static class EpollRecord
{
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture == Architecture.X64;

    public static int Size { get; } = IsPacked ? 12 : 16;

    private static readonly int DataOffset = IsPacked ? 4 : 8;

    public static unsafe void Write(byte* record, uint events, ulong data)
    {
        Unsafe.WriteUnaligned(record, events);
        Unsafe.WriteUnaligned(record + DataOffset, data);
    }

    public static unsafe (uint Events, ulong Data) Read(byte* record) =>
        (Unsafe.ReadUnaligned<uint>(record), Unsafe.ReadUnaligned<ulong>(record + DataOffset));
}
