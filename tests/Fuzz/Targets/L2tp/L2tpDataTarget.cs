using Fuzz.Seeds;
using Lns.Node.Forwarding.Wire;
using Protocols.L2tp;
using Protocols.Ppp;
using Protocols.Ppp.Control;

namespace Fuzz.Targets.L2tp;

/// <summary>
/// The forwarder reads L2TP, PPP and LCP echo headers with code of its own, made for speed. It must agree with the readers that the rest of
/// the system uses.
/// </summary>
public sealed class L2tpDataTarget : FuzzTarget
{
    private const uint OurMagic = 0xA1B2_C3D4;

    private static readonly string[] Payloads =
        ["FF030021450000", "0021450000", "21450000", "FF03C0210901000CA1B2C3D400000001", "C0210901000800000000", "FF03C021090100081122334499"];

    public override string Name => "l2tp-data";

    public override string What => "the forwarder's own readers of data headers, PPP payloads and LCP echoes";

    public override IReadOnlyList<byte[]> Seeds { get; } =
        [.. L2tpSeeds.DataHeaders, .. Payloads.Select(hex => Octets.Hex($"0002 1111 2222 {hex}"))];

    public override int MaximumOctets => 128;

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        var fault = DataHeader.Read(input, out var header);
        signature.Add((int)fault);
        var parse = L2tpHeader.Parse(input, out var other);
        if (!DataHeader.IsControl(input))
            Judge.Same(fault == DataHeaderFault.None, parse == HeaderParse.Parsed, "taken by both readers of data headers, or by none");
        if (fault != DataHeaderFault.None)
            return signature.Value;

        Judge.That(header.PayloadAt <= header.End && header.End <= input.Length, "the frame lies in the datagram");
        if (!DataHeader.IsControl(input))
        {
            Judge.Same((header.TunnelId, header.SessionId, header.PayloadAt, header.End, header.Priority),
                (other.TunnelId, other.SessionId, other.HeaderLength, other.Length, other.Priority), "read alike");
            Judge.Same(header.Ns, other.HasSequence ? other.Ns : null, "Ns read alike");
        }
        Frame(input[header.PayloadAt..header.End], ref signature);
        return signature.Value;
    }

    private static void Frame(ReadOnlySpan<byte> frame, ref Signature signature)
    {
        var isTaken = PppPayload.TryRead(frame, out var protocol, out var informationAt);
        var isFrame = FrameReader.TryReadProtocol(frame, out var sameProtocol, out var information);
        Judge.Same(isTaken, isFrame, "taken by both readers of PPP frames, or by none");
        signature.Add(isTaken);
        if (!isTaken)
            return;
        Judge.Same(protocol, sameProtocol, "protocol read alike");
        Judge.SameOctets(frame[informationAt..], information, "information read alike");
        signature.Add(informationAt);
        var isEcho = LcpEcho.IsRequest(information, OurMagic, out var octets);
        signature.Add(isEcho);
        if (!isEcho)
            return;
        Judge.That(ControlPacket.TryParse(information, out var packet) && packet.Code == 9, "an echo request is a control packet");
        Judge.Same(octets, packet.Data.Length + ControlPacket.HeaderLength, "length read alike");
        Span<byte> reply = stackalloc byte[octets];
        LcpEcho.WriteReply(information[..octets], reply, OurMagic);
        Judge.That(ControlPacket.TryParse(reply, out var answer) && answer.Code == 10 && answer.Identifier == packet.Identifier, "the reply answers it");
        Judge.SameOctets(answer.Data[4..], packet.Data[4..], "with its data");
    }
}
