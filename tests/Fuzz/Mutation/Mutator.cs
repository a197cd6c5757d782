using System.Buffers.Binary;

namespace Fuzz.Mutation;

/// <summary>Makes an input from known ones, in one buffer: a few changes of a few kinds, stacked.</summary>
public sealed class Mutator(int maximumOctets)
{
    /// <summary>Most faults need one or two changes; more than eight leave nothing of the input's form.</summary>
    private const int MostChanges = 8;

    /// <summary>Where length fields break: none, one, signs and ends of their range.</summary>
    private static readonly ushort[] Borders =
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x10, 0x14, 0x1F, 0x20, 0x7E, 0x7F, 0x80, 0xFE, 0xFF, 0x100, 0x3FF, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF];

    private readonly byte[] buffer = new byte[maximumOctets];
    private int length;

    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Next(IReadOnlyList<byte[]> known, ref Chance chance)
    {
        Load(known[chance.Below(known.Count)]);
        var changes = 1 + chance.Below(chance.Below(MostChanges) + 1);
        for (var i = 0; i < changes; i++)
            Change(known, ref chance);
        return buffer.AsSpan(0, length);
    }

    private void Load(ReadOnlySpan<byte> input)
    {
        length = Math.Min(input.Length, buffer.Length);
        input[..length].CopyTo(buffer);
    }

    private void Change(IReadOnlyList<byte[]> known, ref Chance chance)
    {
        switch (length == 0 ? 9 : chance.Below(12))
        {
            case 0 or 1:
                buffer[chance.Below(length)] ^= (byte)(1 << chance.Below(8));
                break;
            case 2:
                buffer[chance.Below(length)] = chance.Octet();
                break;
            case 3:
                buffer[chance.Below(length)] = (byte)Borders[chance.Below(Borders.Length)];
                break;
            case 4:
                EditLength(ref chance);
                break;
            case 5:
                buffer[chance.Below(length)] += (byte)(chance.Below(2) == 0 ? 1 : 255);
                break;
            case 6:
                length = chance.Below(length + 1);
                break;
            case 7:
                Cut(chance.Below(length), 1 + chance.Below(Math.Min(length, 16)));
                break;
            case 8:
                Repeat(ref chance);
                break;
            case 9:
                Insert(ref chance);
                break;
            default:
                Splice(known[chance.Below(known.Count)], ref chance);
                break;
        }
    }

    /// <summary>Two octets become a border value, or one that fits what lies behind them, or nearly.</summary>
    private void EditLength(ref Chance chance)
    {
        if (length < 2)
            return;
        var at = chance.Below(length - 1);
        var value = chance.Below(2) == 0 ? Borders[chance.Below(Borders.Length)] : (ushort)(length - at + chance.Below(9) - 4);
        // the bits above a length are often flags: they may stay
        if (chance.Below(2) == 0)
            value = (ushort)(value & 0x03FF | BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(at)) & 0xFC00);
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(at), value);
    }

    private void Cut(int at, int octets)
    {
        octets = Math.Min(octets, length - at);
        buffer.AsSpan(at + octets, length - at - octets).CopyTo(buffer.AsSpan(at));
        length -= octets;
    }

    /// <summary>A piece stands twice, or many times.</summary>
    private void Repeat(ref Chance chance)
    {
        var at = chance.Below(length);
        var octets = 1 + chance.Below(Math.Min(length - at, 64));
        for (var times = 1 + chance.Below(chance.Below(8) + 1); times > 0 && length + octets <= buffer.Length; times--)
        {
            buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + octets));
            length += octets;
        }
    }

    private void Insert(ref Chance chance)
    {
        var octets = Math.Min(1 + chance.Below(chance.Below(16) + 1), buffer.Length - length);
        if (octets == 0)
            return;
        var at = chance.Below(length + 1);
        buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + octets));
        length += octets;
        for (var i = 0; i < octets; i++)
            buffer[at + i] = chance.Octet();
    }

    /// <summary>A piece of another input, in place of what is there, or all the rest.</summary>
    private void Splice(ReadOnlySpan<byte> other, ref Chance chance)
    {
        if (other.IsEmpty)
            return;
        var from = chance.Below(other.Length);
        var at = chance.Below(length + 1);
        var octets = Math.Min(1 + chance.Below(other.Length - from), buffer.Length - at);
        other.Slice(from, octets).CopyTo(buffer.AsSpan(at));
        length = chance.Below(2) == 0 ? at + octets : Math.Max(length, at + octets);
    }
}
