using Engine.Akka.Sharding;
using Shared.Messages.Entities;

namespace Engine.Akka.Journal;

/// <summary>An entity's persistence id: its shard in two hexadecimal digits, then its address. It stands in the journal, so it is frozen.</summary>
internal static class StreamName
{
    private const char Separator = '~';
    private const int ShardDigits = 2;

    public static string Write(EntityId id) => $"{EntityAddress.ShardOf(id):x2}{Separator}{EntityAddress.Write(id)}";

    /// <returns>False for a stream that isn't an entity's.</returns>
    public static bool TryRead(string name, out EntityId id)
    {
        id = default;
        if (name.Length <= ShardDigits || name[ShardDigits] != Separator || name.IndexOf(Separator, ShardDigits + 1) <= ShardDigits + 1)
            return false;
        id = EntityAddress.Read(name[(ShardDigits + 1)..]);
        return true;
    }
}
