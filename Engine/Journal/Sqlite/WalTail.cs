using System.Buffers.Binary;

namespace Engine.Journal.Sqlite;

/// <summary>
/// What stands behind the last whole commit of a write-ahead log. SQLite passes over it without a word; somebody must say that a commit was
/// torn. Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
/// </summary>
/// <param name="Frames">Pages of the torn commit that are there, a torn page included.</param>
internal sealed record WalTail(int Frames, long Octets)
{
    private const uint Magic = 0x377F0682;
    private const int HeaderLength = 32, HeaderChecked = 24, FrameHeaderLength = 24, FrameChecked = 8;
    private const int PageSizeOffset = 8, SaltOffset = 16, FrameSaltOffset = 8, SaltLength = 8, FrameChecksumOffset = 16;

    /// <returns>Null where the log ends with a commit, or holds nothing, or is none.</returns>
    public static WalTail? Inspect(string path)
    {
        if (!File.Exists(path))
            return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            return null;
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if ((magic & ~1u) != Magic)
            return null;
        var sum = new Checksum(IsBigEndian: (magic & 1) != 0);
        sum.Add(header.AsSpan(0, HeaderChecked));
        if (!sum.Is(header.AsSpan(HeaderChecked)))
            return null;
        return Walk(file, header, sum);
    }

    /// <summary>Frames of an older use of the same file carry other salts: they are no tail, but what was there before.</summary>
    private static WalTail? Walk(FileStream file, byte[] header, Checksum sum)
    {
        var frame = new byte[FrameHeaderLength + BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(PageSizeOffset))];
        var salt = header.AsSpan(SaltOffset, SaltLength);
        var (frames, octets, isValid) = (0, 0L, true);
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) is var read && read >= FrameSaltOffset + SaltLength
            && frame.AsSpan(FrameSaltOffset, SaltLength).SequenceEqual(salt))
        {
            (frames, octets) = (frames + 1, octets + read);
            if (!isValid || read < frame.Length)
                continue;
            sum.Add(frame.AsSpan(0, FrameChecked));
            sum.Add(frame.AsSpan(FrameHeaderLength));
            isValid = sum.Is(frame.AsSpan(FrameChecksumOffset));
            // the size of the database behind a commit, 0 in any other frame
            if (isValid && BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(sizeof(uint))) != 0)
                (frames, octets) = (0, 0);
        }
        return frames > 0 ? new WalTail(frames, octets) : null;
    }

    private sealed record Checksum(bool IsBigEndian)
    {
        private uint first, second;

        public void Add(ReadOnlySpan<byte> octets)
        {
            for (var i = 0; i < octets.Length; i += 2 * sizeof(uint))
            {
                first = unchecked(first + Word(octets[i..]) + second);
                second = unchecked(second + Word(octets[(i + sizeof(uint))..]) + first);
            }
        }

        public bool Is(ReadOnlySpan<byte> stored) =>
            BinaryPrimitives.ReadUInt32BigEndian(stored) == first && BinaryPrimitives.ReadUInt32BigEndian(stored[sizeof(uint)..]) == second;

        private uint Word(ReadOnlySpan<byte> octets) =>
            IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(octets) : BinaryPrimitives.ReadUInt32LittleEndian(octets);
    }
}
