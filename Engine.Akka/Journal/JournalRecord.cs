namespace Engine.Akka.Journal;

/// <summary>One decision in the journal, or a snapshot that stands for all before it: what the journal's actor is given and gives back.</summary>
/// <param name="Sealed">See <see cref="RecordCodec"/>.</param>
internal sealed record JournalRecord(long Sequence, bool IsSnapshot, byte[] Sealed)
{
    /// <summary>The same octets: a copy of our own write, since no two sealings are alike.</summary>
    public bool IsSameAs(JournalRecord other) => Sequence == other.Sequence && Sealed.AsSpan().SequenceEqual(other.Sealed);
}
