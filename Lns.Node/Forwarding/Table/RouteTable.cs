using System.Collections.Concurrent;
using System.Numerics;
using Protocols.Ip;

namespace Lns.Node.Forwarding.Table;

/// <summary>
/// Longest-prefix match of one virtual router: a hash table for each prefix length in use, asked from the longest to the shortest. A
/// change touches one slot whatever the number of prefixes; readers take no lock and allocate nothing.
/// </summary>
public sealed class RouteTable
{
    private readonly ConcurrentDictionary<Ipv4Address, RouteSlot>[] byLength = new ConcurrentDictionary<Ipv4Address, RouteSlot>[33];
    private readonly Lock writers = new();

    // bit n: there are prefixes of length n
    private ulong lengthsInUse;

    public RouteTable()
    {
        for (var length = 0; length < byLength.Length; length++)
            byLength[length] = new ConcurrentDictionary<Ipv4Address, RouteSlot>();
    }

    /// <param name="prefix">The prefix that matched; for a dial-out route, the target.</param>
    /// <returns>Null: no route.</returns>
    public RouteSlot? Find(Ipv4Address destination, out Ipv4Prefix prefix)
    {
        var lengths = Volatile.Read(ref lengthsInUse);
        while (lengths != 0)
        {
            var length = BitOperations.Log2(lengths);
            lengths &= ~(1UL << length);
            prefix = Ipv4Prefix.Of(destination, length);
            if (byLength[length].TryGetValue(prefix.Network, out var slot))
                return slot;
        }
        prefix = default;
        return null;
    }

    public void AddDialOut(Ipv4Prefix prefix) => Change(prefix, slot => slot with { IsDialOut = true });

    public void RemoveDialOut(Ipv4Prefix prefix) => Change(prefix, slot => slot with { IsDialOut = false });

    /// <summary>Puts the access routes of an entry in the place of those that an earlier entry of the same call had.</summary>
    public void Replace(ForwardingSession? earlier, ForwardingSession session)
    {
        foreach (var prefix in session.AccessRoutes)
            Change(prefix, slot => slot.With(session));
        foreach (var prefix in earlier?.AccessRoutes ?? [])
            if (!session.AccessRoutes.AsSpan().Contains(prefix))
                Change(prefix, slot => slot.Without(session));
    }

    public void Remove(ForwardingSession session)
    {
        foreach (var prefix in session.AccessRoutes)
            Change(prefix, slot => slot.Without(session));
    }

    private void Change(Ipv4Prefix prefix, Func<RouteSlot, RouteSlot> change)
    {
        lock (writers)
        {
            var table = byLength[prefix.Length];
            var wasEmpty = table.IsEmpty;
            var changed = change(table.GetValueOrDefault(prefix.Network, RouteSlot.Empty));
            if (!changed.IsEmpty)
            {
                table[prefix.Network] = changed;
                if (wasEmpty)
                    Volatile.Write(ref lengthsInUse, lengthsInUse | 1UL << prefix.Length);
            }
            else if (table.TryRemove(prefix.Network, out _) && table.IsEmpty)
                Volatile.Write(ref lengthsInUse, lengthsInUse & ~(1UL << prefix.Length));
        }
    }
}
