namespace Fuzz.Targets.Lines;

/// <summary>RFC 1662 §4 in three plain passes: cut at flags, drop and unescape, check bit by bit.</summary>
internal sealed class PlainDeframer(uint accm, int maximumFrame)
{
    public List<byte[]> Frames { get; } = [];

    public int BadFcs { get; private set; }

    public int Runts { get; private set; }

    public int Aborts { get; private set; }

    public int Oversize { get; private set; }

    public PlainDeframer Read(ReadOnlySpan<byte> line)
    {
        var start = line.IndexOf((byte)0x7E);
        if (start < 0)
            return this;
        line = line[(start + 1)..];
        for (var end = line.IndexOf((byte)0x7E); end >= 0; end = line.IndexOf((byte)0x7E))
        {
            Between(line[..end], isWhole: true);
            line = line[(end + 1)..];
        }
        Between(line, isWhole: false);
        return this;
    }

    private void Between(ReadOnlySpan<byte> stuffed, bool isWhole)
    {
        var frame = new List<byte>();
        var escaped = false;
        foreach (var octet in stuffed)
        {
            if (octet < 32 && (accm >> octet) % 2 == 1)
                continue;
            if (!escaped && octet == 0x7D)
            {
                escaped = true;
                continue;
            }
            frame.Add(escaped ? (byte)(octet ^ 0x20) : octet);
            escaped = false;
            if (frame.Count > maximumFrame + 2)
            {
                Oversize++;
                return;
            }
        }
        if (isWhole)
            Judge(frame, escaped);
    }

    private void Judge(List<byte> frame, bool escaped)
    {
        if (escaped)
            Aborts++;
        else if (frame.Count is > 0 and < 4)
            Runts++;
        else if (frame.Count > 0 && Remainder(frame) != 0xF0B8)
            BadFcs++;
        else if (frame.Count > 0)
            Frames.Add([.. frame.Take(frame.Count - 2)]);
    }

    private static int Remainder(List<byte> octets)
    {
        var sum = 0xFFFF;
        foreach (var octet in octets)
        {
            sum ^= octet;
            for (var bit = 0; bit < 8; bit++)
                sum = sum % 2 == 1 ? sum / 2 ^ 0x8408 : sum / 2;
        }
        return sum;
    }
}
