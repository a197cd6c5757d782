using Engine.Journal;

namespace Simulation.Disk;

/// <summary>The records of one life of one entity.</summary>
internal sealed class Platter
{
    public List<(long Order, long Sequence, RecordType Type, byte[] Payload)> Rows { get; } = [];

    public Platter Copy()
    {
        var copy = new Platter();
        copy.Rows.AddRange(Rows);
        return copy;
    }

    public long LastSequence => Rows.Count > 0 ? Rows[^1].Sequence : 0;
}
