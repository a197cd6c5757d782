using System.Buffers.Binary;
using Fuzz.Seeds;
using Protocols.Hdlc;

namespace Fuzz.Targets.Lines;

/// <summary>An octet stream in cuts, against a plain deframer; and any octets as a frame, there and back. First four octets: the ACCM.</summary>
public sealed class HdlcTarget : FuzzTarget
{
    /// <summary>Low, so that frames too long are met too.</summary>
    private const int MaximumFrame = 96;

    private const int AccmOctets = 4;

    private readonly byte[] line = new byte[HdlcFramer.WorstCaseSize(600)];

    public override string Name => "hdlc";

    public override string What => "octet-stuffed HDLC in any cuts";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. LineSeeds.Hdlc.Select(l => Octets.Behind([0xFF, 0xFF, 0xFF, 0xFF], l)), .. LineSeeds.Hdlc.Select(l => Octets.Behind([0, 0, 0, 0], l)),
        Octets.Behind([0, 10, 0, 0], [.. LineSeeds.Hdlc.SelectMany(l => l)]),
    ];

    public override int MaximumOctets => 400;

    public override uint Run(ReadOnlySpan<byte> input)
    {
        var signature = new Signature();
        if (input.Length < AccmOctets)
            return signature.Value;
        var accm = BinaryPrimitives.ReadUInt32BigEndian(input);
        Stream(input[AccmOctets..], accm, ref signature);
        ThereAndBack(input[AccmOctets..], accm);
        return signature.Value;
    }

    private static void Stream(ReadOnlySpan<byte> octets, uint accm, ref Signature signature)
    {
        var plain = new PlainDeframer(accm, MaximumFrame).Read(octets);
        var deframer = new HdlcDeframer(MaximumFrame) { ReceiveAccm = accm };
        // where the line's reads end is chance: here it follows from the input
        var (at, frames) = (0, 0);
        while (at < octets.Length)
        {
            var cut = octets[at..Math.Min(octets.Length, at + 1 + octets[at] % 61)];
            at += cut.Length;
            while (deframer.TryRead(ref cut, out var frame))
            {
                Judge.That(frames < plain.Frames.Count, "no more frames than the plain reader finds");
                Judge.SameOctets(frame, plain.Frames[frames++], "the same frame");
            }
        }
        ref readonly var counters = ref deframer.Counters;
        Judge.Same((counters.Frames, counters.BadFcs, counters.Runts, counters.Aborts, counters.Oversize),
            (plain.Frames.Count, plain.BadFcs, plain.Runts, plain.Aborts, plain.Oversize), "the same fates");
        signature.AddCount(plain.Frames.Count);
        signature.AddCount(plain.BadFcs);
        signature.AddCount(plain.Runts);
        signature.AddCount(plain.Aborts);
        signature.AddCount(plain.Oversize);
    }

    private void ThereAndBack(ReadOnlySpan<byte> frame, uint accm)
    {
        if (frame.Length < 2)
            return;
        var written = HdlcFramer.Write(frame, accm, line);
        ReadOnlySpan<byte> rest = line.AsSpan(0, written);
        Judge.That(rest[1..^1].IndexOf((byte)0x7E) < 0, "no flag inside");
        var deframer = new HdlcDeframer(frame.Length) { ReceiveAccm = HdlcFramer.IsLcp(frame) ? HdlcOctets.AllMapped : accm };
        Judge.That(deframer.TryRead(ref rest, out var back), "what we frame, we read");
        Judge.SameOctets(back, frame, "there and back");
        Judge.That(rest.IsEmpty, "nothing is left over");
    }
}
