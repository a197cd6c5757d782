using System.Buffers.Binary;

namespace Protocols.L2tp;

/// <summary>Counters since the call was established, cumulative (RFC 2661 §4.4.6, §6.13).</summary>
public sealed record CallErrors(uint CrcErrors, uint FramingErrors, uint HardwareOverruns, uint BufferOverruns, uint TimeoutErrors,
    uint AlignmentErrors)
{
    // Two reserved octets before the counters.
    private const int FirstCounter = 2;
    private const int ValueLength = FirstCounter + (6 * sizeof(uint));

    internal static CallErrors Read(ReadOnlySpan<byte> value) =>
        new(Counter(value, 0), Counter(value, 1), Counter(value, 2), Counter(value, 3), Counter(value, 4), Counter(value, 5));

    internal byte[] ToValue()
    {
        var value = new byte[ValueLength];
        var at = FirstCounter;
        uint[] counters = [CrcErrors, FramingErrors, HardwareOverruns, BufferOverruns, TimeoutErrors, AlignmentErrors];
        foreach (var counter in counters)
        {
            BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(at), counter);
            at += sizeof(uint);
        }

        return value;
    }

    private static uint Counter(ReadOnlySpan<byte> value, int index) =>
        BinaryPrimitives.ReadUInt32BigEndian(value[(FirstCounter + (index * sizeof(uint)))..]);
}
