namespace Protocols.Hdlc;

/// <summary>
/// Takes frames out of an octet stream that arrives in any cuts (RFC 1662 §4). It allocates nothing per frame: its one buffer grows
/// to the longest frame that was seen.
/// <code>
/// while (deframer.TryRead(ref input, out var frame))
///     Use(frame);
/// </code>
/// </summary>
public sealed class HdlcDeframer(int maximumFrame = HdlcDeframer.DefaultMaximumFrame)
{
    /// <summary>Address, control, protocol and twice the default MRU: room for a peer that sends more than it was asked to.</summary>
    public const int DefaultMaximumFrame = 4 + 2 * 1500;

    /// <summary>Address and control compressed, protocol compressed, one octet and the check sequence (RFC 1662 §4.3).</summary>
    private const int MinimumWithCheck = 4;

    private const int FirstCapacity = 256;

    private enum Position
    {
        /// <summary>No flag yet, or in a frame already given up: nothing counts until the next flag.</summary>
        Hunting,
        Inside,
        Escaped,
    }

    /// <summary>Never longer than a frame may be with its check sequence.</summary>
    private byte[] buffer = new byte[Math.Min(FirstCapacity, maximumFrame + Fcs16.Size)];
    private HdlcCounters counters;
    private Position position;
    private int length;

    /// <summary>Control characters that the peer escapes: one that arrives bare was put in by equipment on the way, and is dropped.</summary>
    public uint ReceiveAccm { get; set; } = HdlcOctets.AllMapped;

    public ref readonly HdlcCounters Counters => ref counters;

    /// <summary>Consumes <paramref name="input"/> up to the end of the next good frame.</summary>
    /// <param name="frame">Without check sequence; valid until the next call.</param>
    /// <returns>False when the input is used up.</returns>
    public bool TryRead(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> frame)
    {
        var special = new OctetMap(ReceiveAccm);
        while (!input.IsEmpty)
        {
            if (position == Position.Inside && TakePlain(special.PlainPrefix(input), ref input))
                continue;
            var octet = input[0];
            input = input[1..];
            if (octet == HdlcOctets.Flag)
            {
                if (!EndsGoodFrame())
                    continue;
                frame = buffer.AsSpan(0, length - Fcs16.Size);
                length = 0;
                return true;
            }

            if (position != Position.Hunting && !HdlcOctets.IsMapped(octet, ReceiveAccm))
                Take(octet);
        }

        frame = default;
        return false;
    }

    /// <summary>Takes a run of octets that mean only themselves, as far as there is one and it fits.</summary>
    private bool TakePlain(int run, ref ReadOnlySpan<byte> input)
    {
        run = Math.Min(run, buffer.Length - length);
        if (run == 0)
            return false;
        input[..run].CopyTo(buffer.AsSpan(length));
        length += run;
        input = input[run..];
        return true;
    }

    private void Take(byte octet)
    {
        if (position == Position.Escaped)
        {
            octet ^= HdlcOctets.EscapeBit;
            position = Position.Inside;
        }
        else if (octet == HdlcOctets.Escape)
        {
            position = Position.Escaped;
            return;
        }

        if (length == maximumFrame + Fcs16.Size)
        {
            counters.Oversize++;
            position = Position.Hunting;
            length = 0;
            return;
        }

        if (length == buffer.Length)
            Array.Resize(ref buffer, Math.Min(2 * length, maximumFrame + Fcs16.Size));
        buffer[length++] = octet;
    }

    /// <summary>At a flag. Leaves the frame in the buffer when it is good, else forgets it.</summary>
    private bool EndsGoodFrame()
    {
        var ended = position;
        position = Position.Inside;
        if (ended == Position.Inside && length >= MinimumWithCheck && Fcs16.IsGood(buffer.AsSpan(0, length)))
        {
            counters.Frames++;
            return true;
        }

        if (ended == Position.Escaped)
            counters.Aborts++;
        else if (length >= MinimumWithCheck)
            counters.BadFcs++;
        else if (length > 0)
            counters.Runts++;
        length = 0;
        return false;
    }
}
