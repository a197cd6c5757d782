using Shared.Messages;

namespace Engine.Akka.Forwarding.Table;

/// <summary>The latest changes of one epoch of a shard, for those who missed some.</summary>
internal sealed class ChangeLog
{
    private readonly Queue<TableChange> changes = new();

    /// <summary>The version before the first change that is kept; 0: the whole epoch is here.</summary>
    public ulong After { get; private set; }

    public void StartAfter(ulong version)
    {
        changes.Clear();
        After = version;
    }

    public void Add(TableChange change)
    {
        changes.Enqueue(change);
        if (changes.Count <= TableLimits.LogChanges) return;
        changes.Dequeue();
        After++;
    }

    /// <summary>As many changes after a version as one message takes.</summary>
    /// <returns>False when some of them are no longer here.</returns>
    public bool TryRead(ulong version, ICollection<TableChange> into)
    {
        if (version < After) return false;
        var octets = 0;
        foreach (var change in changes.Skip((int)(version - After)))
        {
            octets += change.CalculateSize() + FramingOctets;
            if (octets > TableLimits.MessageOctets && into.Count > 0) break;
            into.Add(change);
        }
        return true;
    }

    /// <summary>Tag and length of a change within a message.</summary>
    internal const int FramingOctets = 4;
}
