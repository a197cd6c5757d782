using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Platform.Terminals;

/// <summary><c>struct termios</c> of glibc on x86-64 and arm64.</summary>
[StructLayout(LayoutKind.Sequential)]
struct Termios
{
    public const uint ReceiverOn = 0x80;
    public const uint HangUpOnClose = 0x400;

    /// <summary>CLOCAL. Left out, the loss of DCD hangs the terminal up: reads end, writes fail.</summary>
    public const uint IgnoreModemLines = 0x800;

    public const uint HardwareFlowControl = 0x8000_0000;

    /// <summary>In <see cref="ControlCharacters"/>: octets that make a read return; at 0 an empty terminal would look like its end.</summary>
    public const int MinimumRead = 6;

    public uint Input;
    public uint Output;
    public uint Control;
    public uint Local;
    public byte Discipline;
    public ControlCharacterArray ControlCharacters;
    public uint InputSpeed;
    public uint OutputSpeed;

    [InlineArray(32)]
    public struct ControlCharacterArray
    {
        private byte first;
    }
}
