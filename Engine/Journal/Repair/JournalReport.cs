using Shared.Messages.Entities;

namespace Engine.Journal.Repair;

/// <summary>What is in a journal, and what is wrong with it.</summary>
/// <param name="Damages">One for each stream that is not whole.</param>
/// <param name="Remarks">What has no stream: pages that can't be read, records whose stream is gone, a torn end.</param>
public sealed record JournalReport(
    string Path, int Streams, int Records, int Epochs, IReadOnlyList<StreamDamage> Damages, IReadOnlyList<string> Remarks)
{
    public bool IsWhole => Damages.Count == 0 && Remarks.Count == 0;
}

/// <summary>A stream that can't be followed to its end.</summary>
/// <param name="Kept">Records before the damage: what a repair keeps. 0: the whole entity is forgotten.</param>
/// <param name="Sequence">Of the first record that can't be used.</param>
/// <param name="Cause">Such as "is damaged".</param>
/// <param name="Lost">What a repair takes out, in order: of records that can still be opened, which events they hold.</param>
public sealed record StreamDamage(EntityId Stream, int Kept, long Sequence, long Position, string Cause, IReadOnlyList<string> Lost);
