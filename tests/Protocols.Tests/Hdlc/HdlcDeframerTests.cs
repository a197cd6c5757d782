using FsCheck;
using FsCheck.Fluent;
using Protocols.Hdlc;

namespace Protocols.Tests.Hdlc;

public class HdlcDeframerTests
{
    [Fact]
    public void ForeignFramesAreRead() =>
        ReadAll(new HdlcDeframer(), Frames.Octets(Frames.SlirpAnswer)).ShouldBe(Frames.SlirpFrames.Select(Frames.Octets));

    [Fact]
    public void EveryCutGivesTheSameFrames()
    {
        var line = Frames.Octets(Frames.SlirpAnswer);
        for (var first = 0; first <= line.Length; first++)
        {
            for (var second = first; second <= line.Length; second++)
            {
                var deframer = new HdlcDeframer();
                var frames = ReadAll(deframer, line[..first], line[first..second], line[second..]);
                frames.ShouldBe(Frames.SlirpFrames.Select(Frames.Octets), $"cut at {first} and {second}");
            }
        }
    }

    [Fact]
    public void RoundTripWithAnyMapAndAnyCuts() =>
        Prop.ForAll<NonEmptyArray<byte>, uint, NonEmptyArray<byte>>((tail, accm, cuts) =>
        {
            byte[] frame = [0x00, 0x21, .. tail.Get];
            var line = HdlcFramerTests.OnLine(frame, accm);
            return ReadAll(new HdlcDeframer { ReceiveAccm = accm }, Cut(line, cuts.Get)).Single().SequenceEqual(frame);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryTruncationIsNoFrame()
    {
        var line = Frames.Octets(Frames.RequestOnLine);
        for (var length = 0; length < line.Length; length++)
            ReadAll(new HdlcDeframer(), line[..length]).ShouldBeEmpty();
    }

    [Fact]
    public void EverySingleOctetCorruptionIsDroppedAndTheNextFrameIsRead()
    {
        var line = Frames.Octets(Frames.RequestOnLine);
        var next = Frames.Octets(Frames.DataOnLine);
        for (var at = 0; at < line.Length; at++)
        {
            for (var flip = 1; flip < 256; flip++)
            {
                var bad = (byte[])line.Clone();
                bad[at] ^= (byte)flip;
                var deframer = new HdlcDeframer { ReceiveAccm = Frames.XonXoff };
                var frames = ReadAll(deframer, bad, next);
                frames.Count.ShouldBe(IsHarmless(line, bad, at) ? 2 : 1, $"octet {at} ^ {flip:X2}");
                frames[^1].ShouldBe(Frames.Octets(Frames.DataFrame));
            }
        }
    }

    [Fact]
    public void Rfc1662_4_2_BareMappedCharactersAreTakenOut()
    {
        var line = Frames.Octets(Frames.DataOnLine).SelectMany(octet => new byte[] { 0x11, octet, 0x13 }).ToArray();
        ReadAll(new HdlcDeframer { ReceiveAccm = Frames.XonXoff }, line).Single().ShouldBe(Frames.Octets(Frames.DataFrame));
        ReadAll(new HdlcDeframer { ReceiveAccm = 0 }, line).ShouldBeEmpty();
    }

    [Fact]
    public void Rfc1662_4_3_ShortFramesAndAbortsAreNoFcsErrors()
    {
        var deframer = new HdlcDeframer();
        ReadAll(deframer, Frames.Octets("7E 01 7E 41 42 43 7E FF 7D 23 C0 21 7D 7E 7E 7E 41 42 43 44 45 7E")).ShouldBeEmpty();
        deframer.Counters.Runts.ShouldBe(1, "01 is mapped and gone; 41 42 43 is short");
        deframer.Counters.Aborts.ShouldBe(1);
        deframer.Counters.BadFcs.ShouldBe(1);
        deframer.Counters.Frames.ShouldBe(0);
    }

    [Fact]
    public void OversizeIsGivenUpOnceAndTheNextFrameIsRead()
    {
        var deframer = new HdlcDeframer(maximumFrame: 20) { ReceiveAccm = Frames.XonXoff };
        var exact = HdlcFramerTests.OnLine(new byte[20], HdlcOctets.AllMapped);
        var tooLong = HdlcFramerTests.OnLine(new byte[21], HdlcOctets.AllMapped);
        ReadAll(deframer, exact).Single().Length.ShouldBe(20);
        ReadAll(deframer, tooLong, Frames.Octets(Frames.DataOnLine)).Single().ShouldBe(Frames.Octets(Frames.DataFrame));
        deframer.Counters.Oversize.ShouldBe(1);
        deframer.Counters.BadFcs.ShouldBe(0);
    }

    [Fact]
    public void ReadingAllocatesNothingOnceTheBufferHasGrown()
    {
        var line = Frames.Octets(Frames.SlirpAnswer);
        var deframer = new HdlcDeframer();
        Count(deframer, line).ShouldBe(2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Count(deframer, line);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
    }

    private static int Count(HdlcDeframer deframer, ReadOnlySpan<byte> octets)
    {
        var count = 0;
        while (deframer.TryRead(ref octets, out _))
            count++;
        return count;
    }

    /// <summary>The last flag became a mapped character: that is taken out, and the next frame's flag ends this one as well.</summary>
    private static bool IsHarmless(byte[] line, byte[] bad, int at) =>
        at == line.Length - 1 && HdlcOctets.IsMapped(bad[at], Frames.XonXoff);

    private static List<byte[]> ReadAll(HdlcDeframer deframer, params byte[][] pieces)
    {
        var frames = new List<byte[]>();
        foreach (var piece in pieces)
        {
            ReadOnlySpan<byte> rest = piece;
            while (deframer.TryRead(ref rest, out var frame))
                frames.Add(frame.ToArray());
        }

        return frames;
    }

    private static byte[][] Cut(byte[] line, byte[] sizes)
    {
        var pieces = new List<byte[]>();
        for (int at = 0, i = 0; at < line.Length; i++)
        {
            var size = Math.Min(1 + sizes[i % sizes.Length] % 7, line.Length - at);
            pieces.Add(line[at..(at + size)]);
            at += size;
        }

        return [.. pieces];
    }
}
