using Protocols.L2tp;
using Shared.Messages.Entities;

namespace Node.Common.Tracing;

/// <summary>What an entity reported, and when.</summary>
public sealed record TraceEntry(DateTimeOffset At, EntityId Entity, Report Report);

/// <summary>
/// The last reports of a node's entities, always kept, whatever the log's threshold: a call that went wrong an hour ago on a quiet node can still
/// be read. Any thread may add; nobody waits.
/// </summary>
public sealed class TraceRing(TimeProvider time)
{
    /// <summary>A call leaves some dozens from trigger to end, so these are the last few hundred calls; a few megabytes, by estimate.</summary>
    public const int Capacity = 16_384;

    private static readonly string Hello = MessageCatalogue.Of(MessageType.Hello).Name;

    private readonly TraceEntry?[] entries = new TraceEntry?[Capacity];
    private long added;

    public void Add(EntityId entity, Report report)
    {
        // each tunnel has some every minute, which say nothing but that it lives: they would drown the calls
        if (report.Milestone is Milestone.ControlSent or Milestone.ControlReceived && report.Text == Hello)
            return;
        var place = Interlocked.Increment(ref added) - 1;
        Volatile.Write(ref entries[place % Capacity], new TraceEntry(time.GetUtcNow(), entity, report));
    }

    /// <returns>In the order in which they were added, the oldest first.</returns>
    public IReadOnlyList<TraceEntry> All()
    {
        var end = Volatile.Read(ref added);
        var all = new List<TraceEntry>((int)Math.Min(end, Capacity));
        for (var place = Math.Max(0, end - Capacity); place < end; place++)
            if (Volatile.Read(ref entries[place % Capacity]) is { } entry)
                all.Add(entry);
        return all;
    }
}
