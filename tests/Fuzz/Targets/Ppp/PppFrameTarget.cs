using Protocols.Ppp;

namespace Fuzz.Targets.Ppp;

/// <summary>Frames in every form, for a link in every moment of a call; and the reader of their heads alone.</summary>
public sealed class PppFrameTarget : FuzzTarget
{
    private static readonly string[] Forms = ["FF03002145", "002145", "2145", "FF032145", "C0210901000811223344", "FF0380FD01010004", "80570101000A", "FF"];

    public override string Name => "ppp-frame";

    public override string What => "PPP frames in every form, for a link in every moment of a call";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. PppCall.Frames.Select((f, i) => Octets.Behind([(byte)i], f.Frame)), .. Forms.Select((f, i) => Octets.Behind([(byte)(7 * i)], Octets.Hex(f))),
    ];

    public override int MaximumOctets => 300;

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        if (input.IsEmpty)
            return signature.Value;
        var frame = input[1..];
        var isFrame = FrameReader.TryReadProtocol(frame, out var protocol, out var information);
        var headless = frame is [0xFF, 0x03, ..] ? frame[2..] : frame;
        var octets = headless.IsEmpty ? 0 : headless[0] % 2 == 1 ? 1 : headless.Length > 1 && headless[1] % 2 == 1 ? 2 : 0;
        Judge.Same(isFrame, octets > 0 && !(octets == 1 && headless[0] == 0xFF), "taken as RFC 1661 §2 allows");
        if (isFrame)
        {
            Judge.SameOctets(information, headless[octets..], "the information is the rest");
            Judge.Same(protocol, octets == 1 ? headless[0] : headless[0] * 256 + headless[1], "the protocol is before it");
        }
        var before = PppCall.Frames[input[0] % PppCall.Frames.Length].Before;
        var step = before.Receive(frame, new FewRandom(frame.Length));
        new PppRules(before).Check(step);
        Judge.That(isFrame || step.Outputs is [] or [PppOutput.Malformed], "what is no frame has no effect");
        signature.Add((int)before.Phase);
        signature.Add((int)step.Link.Phase);
        signature.Add(!isFrame ? 0 : PppProtocol.Name(protocol)[0] != '0' ? protocol : 1);
        signature.Add(step.Outputs.Length);
        return signature.Value;
    }
}
