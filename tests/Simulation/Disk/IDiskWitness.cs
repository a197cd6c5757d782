using Google.Protobuf;
using Shared.Messages.Entities;

namespace Simulation.Disk;

/// <summary>Told what is on the disk indeed, whatever the engine believes.</summary>
internal interface IDiskWitness
{
    void Written(EntityId stream, long sequence, IMessage durable);

    void Deleted(EntityId stream);
}
