using System.Buffers.Binary;
using System.Text;

namespace Protocols.L2tp;

/// <summary>One AVP in words for a log. Values of a peer are escaped and cut, and octets that may be secret are only counted.</summary>
internal static class AvpPrinter
{
    /// <summary>A number or host name is shorter; a longer text is no reader's friend.</summary>
    private const int MaximumTextLength = 80;

    public static string Print(AvpDefinition avp, ReadOnlySpan<byte> value) =>
        avp.Format == AvpFormat.Empty ? avp.Name : $"{avp.Name} {PrintValue(avp.Format, value)}";

    private static string PrintValue(AvpFormat format, ReadOnlySpan<byte> value) => format switch
    {
        AvpFormat.Number => PrintNumber(value),
        AvpFormat.Text => Quote(AvpText.Read(value)),
        AvpFormat.Octets => $"({value.Length} octets)",
        AvpFormat.MessageType => PrintNumber(value),
        AvpFormat.ProtocolVersion => $"{value[0]}.{value[1]}",
        AvpFormat.Framing => PrintBits(value, "synchronous", "asynchronous"),
        AvpFormat.Bearer => PrintBits(value, "digital", "analog"),
        AvpFormat.ResultCode => PrintResult(ResultCodeValue.Read(value)),
        AvpFormat.Q931Cause => PrintCause(Q931Cause.Read(value)),
        AvpFormat.PppDisconnectCause => PrintCause(PppDisconnectCause.Read(value)),
        AvpFormat.CallErrors => PrintErrors(CallErrors.Read(value)),
        AvpFormat.Accm => PrintAccm(Accm.Read(value)),
        AvpFormat.FailoverCapability => PrintCapability(FailoverCapability.Read(value)),
        AvpFormat.TunnelRecovery => PrintPair(value),
        AvpFormat.FailoverSessionState => PrintPair(value),
        AvpFormat.SuggestedControlSequence => PrintSequence(SuggestedControlSequence.Read(value)),
        AvpFormat.Empty => "",
        _ => throw new System.Diagnostics.UnreachableException($"{format} has no printer"),
    };

    private static string PrintNumber(ReadOnlySpan<byte> value) => value.Length switch
    {
        sizeof(ushort) => $"{BinaryPrimitives.ReadUInt16BigEndian(value)}",
        sizeof(uint) => $"{BinaryPrimitives.ReadUInt32BigEndian(value)}",
        _ => $"0x{Convert.ToHexStringLower(value)}",
    };

    private static string PrintBits(ReadOnlySpan<byte> value, string bit1, string bit2)
    {
        var bits = BinaryPrimitives.ReadUInt32BigEndian(value);
        return bits switch
        {
            0 => "none",
            1 => bit1,
            2 => bit2,
            3 => $"{bit1}+{bit2}",
            _ => $"0x{bits:x8}",
        };
    }

    private static string PrintResult(ResultCodeValue result)
    {
        var error = result.ErrorCode is { } code ? $", error {(ushort)code}" : "";
        return $"{result.ResultCode}{error}{Suffix(result.ErrorMessage)}";
    }

    private static string PrintCause(Q931Cause cause) => $"{cause.CauseCode} in 0x{cause.CauseMessage:x2}{Suffix(cause.AdvisoryMessage)}";

    private static string PrintCause(PppDisconnectCause cause) =>
        $"{(ushort)cause.Code} protocol 0x{cause.ControlProtocol:x4} direction {(byte)cause.Direction}{Suffix(cause.Message)}";

    private static string PrintErrors(CallErrors errors) =>
        $"CRC {errors.CrcErrors} framing {errors.FramingErrors} hardware {errors.HardwareOverruns} buffer {errors.BufferOverruns} "
        + $"time-out {errors.TimeoutErrors} alignment {errors.AlignmentErrors}";

    private static string PrintAccm(Accm accm) => $"send 0x{accm.Send:x8} receive 0x{accm.Receive:x8}";

    private static string PrintCapability(FailoverCapability capability) =>
        $"control {YesNo(capability.ControlChannel)} data {YesNo(capability.DataChannel)} {capability.RecoveryTimeMs} ms";

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static string PrintPair(ReadOnlySpan<byte> value)
    {
        var (first, second) = PaddedPair.Read(value);
        return $"{first}/{second}";
    }

    private static string PrintSequence(SuggestedControlSequence sequence) => $"Ns {sequence.Ns} Nr {sequence.Nr}";

    private static string Suffix(string? text) => text is null ? "" : $" {Quote(text)}";

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (quoted.Length > MaximumTextLength)
            {
                quoted.Append('…');
                break;
            }

            if (Rune.IsControl(rune) || rune.Value is '"' or '\\' or 0x2028 or 0x2029)
                quoted.Append($"\\u{rune.Value:x4}");
            else
                quoted.Append(rune);
        }

        return quoted.Append('"').ToString();
    }
}
