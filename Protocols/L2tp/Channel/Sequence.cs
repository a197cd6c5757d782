namespace Protocols.L2tp;

/// <summary>Arithmetic on the sixteen-bit sequence numbers that run in a circle (RFC 2661 §5.8).</summary>
internal static class Sequence
{
    /// <summary>
    /// Steps forward from one number to another, −32768 to 32767. Negative from the next expected number: one of the 32768 that count as
    /// already received, "the last received number and the preceding 32767 values".
    /// </summary>
    public static int Distance(ushort from, ushort to) => unchecked((short)(to - from));

    public static bool IsBefore(ushort number, ushort other) => Distance(number, other) > 0;

    public static ushort After(ushort number) => unchecked((ushort)(number + 1));
}
