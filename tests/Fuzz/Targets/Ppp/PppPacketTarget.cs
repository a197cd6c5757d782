using System.Collections.Immutable;
using Protocols.Ppp;
using Protocols.Ppp.Authentication;
using Protocols.Ppp.Control;

namespace Fuzz.Targets.Ppp;

/// <summary>
/// One packet of one protocol for a link in any moment of a call. First octet: which moment; then the packet from its code on. Moments are
/// immutable, so every input starts from the same ones.
/// </summary>
public abstract class PppPacketTarget(ushort protocol, string name) : FuzzTarget
{
    private static readonly ImmutableArray<PppLink> Moments = [.. PppCall.Frames.Select(f => f.Before).Distinct()];

    private readonly byte[] frame = new byte[FrameWriter.HeaderLength + 600];

    public override string Name => name;

    public override string What => $"{PppProtocol.Name(protocol)} packets for a link in every moment of a call";

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. PppCall.Frames.SelectMany(f => SeedOf(f.Before, f.Frame, protocol))];

    public override int MaximumOctets => 300;

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        if (input.IsEmpty)
            return signature.Value;
        var before = Moments[input[0] % Moments.Length];
        var packet = input[1..];
        FrameWriter.WriteHeader(frame, protocol);
        packet.CopyTo(frame.AsSpan(FrameWriter.HeaderLength));
        var step = before.Receive(frame.AsSpan(0, FrameWriter.HeaderLength + packet.Length), new FewRandom(input.Length));
        new PppRules(before).Check(step);
        var isWhole = packet.Length >= 4 && packet[2] * 256 + packet[3] is var length && length >= 4 && length <= packet.Length;
        Judge.That(isWhole || step.Outputs.All(output => output is PppOutput.Malformed), "a packet that is not whole has no effect");
        if (isWhole)
            Lists(packet);
        signature.Add((int)before.Phase);
        signature.Add((int)step.Link.Phase);
        foreach (var output in step.Outputs)
            signature.Add(OutputNumber(output));
        return signature.Value;
    }

    /// <summary>The readers beneath, on the same octets.</summary>
    private static void Lists(ReadOnlySpan<byte> packet)
    {
        Judge.That(ControlPacket.TryParse(packet, out var read), "a whole packet is read");
        Judge.Same(read.Data.Length, packet[2] * 256 + packet[3] - 4, "padding is none of it");
        if (OptionList.TryParse(read.Data, out var options))
            Judge.SameOctets(OptionList.Write(options), read.Data, "options written again");
        if (ValuePair.TryReadPap(read.Data, out var name, out var password))
            Judge.That(name.Length + password.Length + 2 <= read.Data.Length, "name and password lie in the packet");
        if (ValuePair.TryReadChap(read.Data, out var value, out var chapName))
            Judge.SameOctets(ValuePair.WriteChap(value, chapName), read.Data, "value and name written again");
    }

    private static IEnumerable<byte[]> SeedOf(PppLink before, byte[] octets, ushort protocol) =>
        FrameReader.TryReadProtocol(octets, out var found, out var information) && found == protocol
            ? [Octets.Behind([(byte)Moments.IndexOf(before)], information)]
            : [];

    private static int OutputNumber(PppOutput output) => output switch
    {
        PppOutput.SendFrame send => 100 + send.Frame.Span[4],
        PppOutput.StartTimer => 1,
        PppOutput.CancelTimer => 2,
        PppOutput.LcpOpened => 3,
        PppOutput.CheckPeer => 4,
        PppOutput.PeerAuthenticated => 5,
        PppOutput.WeAreAuthenticated => 6,
        PppOutput.AuthenticationFailed => 7,
        PppOutput.NetworkUp => 8,
        PppOutput.NetworkDown => 9,
        PppOutput.Closed closed => 10 + (int)closed.Cause.Code,
        PppOutput.ProtocolRejected => 40,
        PppOutput.Malformed malformed => 41 + malformed.Text.Length,
        _ => 99,
    };
}

public sealed class LcpTarget() : PppPacketTarget(PppProtocol.Lcp, "ppp-lcp");

public sealed class IpcpTarget() : PppPacketTarget(PppProtocol.Ipcp, "ppp-ipcp");

public sealed class PapTarget() : PppPacketTarget(PppProtocol.Pap, "ppp-pap");

public sealed class ChapTarget() : PppPacketTarget(PppProtocol.Chap, "ppp-chap");
