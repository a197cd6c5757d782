namespace Engine.Journal;

/// <summary>What one decision (or the end of a life) changes in one stream. Payloads are sealed.</summary>
public abstract class StreamWrite
{
    private StreamWrite(JournalStream stream) => Stream = stream;

    public JournalStream Stream { get; }

    public abstract int Bytes { get; }

    public virtual int Records => 0;

    public sealed class Append(JournalStream stream, long sequence, byte[] record) : StreamWrite(stream)
    {
        public long Sequence { get; } = sequence;

        public byte[] Record { get; } = record;

        public override int Bytes => Record.Length;

        public override int Records => 1;
    }

    /// <summary>One snapshot takes the place of every record of the stream up to and including <paramref name="sequence"/>.</summary>
    public sealed class Replace(JournalStream stream, long sequence, byte[] snapshot) : StreamWrite(stream)
    {
        public long Sequence { get; } = sequence;

        public byte[] Snapshot { get; } = snapshot;

        public override int Bytes => Snapshot.Length;

        public override int Records => 1;
    }

    public sealed class Delete(JournalStream stream) : StreamWrite(stream)
    {
        public override int Bytes => 0;
    }
}
