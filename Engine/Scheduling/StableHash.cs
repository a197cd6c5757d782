using Shared.Messages.Entities;

namespace Engine.Scheduling;

/// <summary>FNV-1a over kind and key: the same in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
internal static class StableHash
{
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    public static uint Of(EntityId id) => Add(Add(OffsetBasis, id.Kind), id.Key);

    private static uint Add(uint hash, string text)
    {
        foreach (var unit in text)
            hash = (hash ^ unit) * Prime;
        return hash * Prime;
    }

    public static int PartitionOf(EntityId id, int partitions) => (int)(Of(id) % (uint)partitions);
}
