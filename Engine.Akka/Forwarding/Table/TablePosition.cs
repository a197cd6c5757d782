using Shared.Messages;

namespace Engine.Akka.Forwarding.Table;

/// <summary>How far a replica has come in a shard's history; version 0 of epoch 0 knows nothing.</summary>
public readonly record struct TablePosition(ulong Epoch, ulong Version) : IComparable<TablePosition>
{
    public static TablePosition Of(TableRow row) => new(row.Epoch, row.Version);

    public int CompareTo(TablePosition other) =>
        Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Version.CompareTo(other.Version);

    public static bool operator <(TablePosition left, TablePosition right) => left.CompareTo(right) < 0;

    public static bool operator >(TablePosition left, TablePosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(TablePosition left, TablePosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TablePosition left, TablePosition right) => left.CompareTo(right) >= 0;
}
