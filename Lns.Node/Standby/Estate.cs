using Engine.Faults;
using Engine.Journal;
using Engine.Standby;
using Shared.Messages.Entities;

namespace Lns.Node.Standby;

/// <summary>What a node starts with: nothing but the directory, or all that an active has left to its standby.</summary>
/// <param name="Directory">Locked; the node's from then on.</param>
/// <param name="Descriptors">Ports and devices that are open already; what is not among them is opened.</param>
/// <param name="Entities">Evolved as far as the journal; null: they are read from it.</param>
/// <param name="Crash">Where the process is to die, for proofs; null in production.</param>
internal sealed record Estate(DataDirectory Directory, Inheritance Descriptors, IReadOnlyCollection<IEntityKind> Kinds, JournalFollower? Entities,
    CrashPoint? Crash = null) : IDisposable
{
    /// <summary>Of what nobody claimed. The directory is not part of it.</summary>
    public void Dispose()
    {
        Descriptors.Dispose();
        Entities?.Dispose();
    }
}
