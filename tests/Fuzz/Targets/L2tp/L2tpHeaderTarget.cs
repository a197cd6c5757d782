using Fuzz.Seeds;
using Protocols.L2tp;

namespace Fuzz.Targets.L2tp;

/// <summary>RFC 2661 §3.1, read a second time with arithmetic in place of flags.</summary>
public sealed class L2tpHeaderTarget : FuzzTarget
{
    public override string Name => "l2tp-header";

    public override string What => "the header of control and data messages";

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. L2tpSeeds.Datagrams, .. L2tpSeeds.DataHeaders];

    public override int MaximumOctets => 160;

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var result = L2tpHeader.Parse(input, out var header);
        Judge.Same(Expected(input, out var length, out var headerLength), result == HeaderParse.Parsed, "taken as the RFC allows");
        var signature = new Signature();
        signature.Add((int)result);
        if (result != HeaderParse.Parsed)
            return signature.Value;

        Judge.Same(header.Length, length, "Length");
        Judge.Same(header.HeaderLength, headerLength, "where the payload starts");
        Judge.That(header.HeaderLength <= header.Length && header.Length <= input.Length, "the payload lies in the datagram");
        WrittenAgain(input, header);
        signature.Add(input[0] & 0xCB);
        signature.Add(header.PayloadLength == 0);
        return signature.Value;
    }

    private static bool Expected(ReadOnlySpan<byte> input, out int length, out int headerLength)
    {
        (length, headerLength) = (0, 0);
        if (input.Length < 2 || input[1] % 16 != 2)
            return false;
        var bits = input[0];
        bool t = bits >= 128, l = bits % 128 >= 64, s = bits % 16 >= 8, o = bits % 4 >= 2;
        if (t && !(l && s && !o))
            return false;
        headerLength = 6;
        if (l) headerLength += 2;
        if (s) headerLength += 4;
        if (o) headerLength += 2;
        if (input.Length < headerLength)
            return false;
        length = l ? input[2] * 256 + input[3] : input.Length;
        if (o)
            headerLength += input[headerLength - 2] * 256 + input[headerLength - 1];
        return length <= input.Length && headerLength <= length;
    }

    /// <summary>Apart from reserved bits and pad, our own writer makes the same octets of what was read.</summary>
    private static void WrittenAgain(ReadOnlySpan<byte> input, L2tpHeader header)
    {
        if (header.HeaderLength > 64)
            return;
        Span<byte> written = stackalloc byte[64];
        Span<byte> wanted = stackalloc byte[64];
        input[..header.HeaderLength].CopyTo(wanted);
        wanted[0] &= header.IsControl ? (byte)0xC8 : (byte)0xCB;
        wanted[1] = 2;
        int octets;
        if (header.IsControl)
            octets = L2tpHeader.WriteControl(written, header.TunnelId, header.SessionId, header.Ns, header.Nr, header.PayloadLength);
        else
        {
            var pad = header.HasOffset ? PadOf(input, header) : (ushort?)null;
            wanted[(header.HeaderLength - (pad ?? 0))..header.HeaderLength].Clear();
            octets = L2tpHeader.WriteData(written, header.TunnelId, header.SessionId,
                header.HasSequence ? (header.Ns, header.Nr) : null, header.HasLength ? header.PayloadLength : null, pad, header.Priority);
        }
        Judge.SameOctets(written[..octets], wanted[..header.HeaderLength], "written again");
    }

    private static ushort PadOf(ReadOnlySpan<byte> input, L2tpHeader header)
    {
        var at = 6 + (header.HasLength ? 2 : 0) + (header.HasSequence ? 4 : 0);
        return (ushort)(input[at] << 8 | input[at + 1]);
    }
}
