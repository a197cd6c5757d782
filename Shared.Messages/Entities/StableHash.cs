namespace Shared.Messages.Entities;

/// <summary>FNV-1a over kind and key: the same in every process and on every node, unlike <see cref="string.GetHashCode()"/>.</summary>
public static class StableHash
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

    /// <returns>0 to <paramref name="places"/> − 1: a partition of an engine, a shard of a cluster.</returns>
    public static int PlaceOf(EntityId id, int places) => (int)(Of(id) % (uint)places);
}
