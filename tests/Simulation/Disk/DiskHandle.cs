using Engine.Journal;
using Engine.Sealing;
using Shared.Messages.Entities;

namespace Simulation.Disk;

/// <summary>One process's hold on the disk.</summary>
internal sealed class DiskHandle(SimulatedDisk disk) : IJournalStorage
{
    public string Path => "disk";

    public IReadOnlyList<SealingEpoch> Epochs => disk.Epochs;

    public JournalTail Tail { get; } = disk.TakeTail();

    public void BeginEpoch(SealingEpoch epoch, IReadOnlyCollection<int> retired) => disk.BeginEpoch(epoch, retired);

    public IEnumerable<StoredRecord> ReadAll() => disk.ReadAll();

    public void Commit(IReadOnlyList<StreamWrite> batch) => disk.Commit(batch);

    public void Dispose()
    {
        // the disk stays
    }
}
