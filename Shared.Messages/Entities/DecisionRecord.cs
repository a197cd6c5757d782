using Google.Protobuf;

namespace Shared.Messages.Entities;

/// <summary>
/// What a journal holds of one decision: one record, however many durable events there are. One event stands for itself, as it did before there
/// were records of several; more are a <see cref="DecisionEvents"/>. Every host writes its journal this way.
/// </summary>
public static class DecisionRecord
{
    /// <summary>Tag of <see cref="DecisionEvents"/>' only field. <see cref="JournalSchema"/> takes no wrapper that uses the number.</summary>
    private const byte SeveralEvents = DecisionEvents.EventFieldNumber << 3 | (byte)WireFormat.WireType.LengthDelimited;

    /// <param name="events">At least one, all of the schema.</param>
    public static byte[] Write(JournalSchema schema, IReadOnlyList<IMessage> events)
    {
        if (events.Count == 0)
            throw new ArgumentException("a record has an event", nameof(events));
        if (events.Count == 1)
            return schema.Write(events[0]);
        var record = new DecisionEvents();
        foreach (var durable in events)
            record.Event.Add(UnsafeByteOperations.UnsafeWrap(schema.Write(durable)));
        return record.ToByteArray();
    }

    /// <returns>The events in their order, or null when a newer version wrote one that this one does not know.</returns>
    /// <exception cref="InvalidProtocolBufferException">These octets are no record.</exception>
    public static IReadOnlyList<IMessage>? Read(JournalSchema schema, ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty || octets[0] != SeveralEvents)
            return schema.Read(octets) is { } only ? [only] : null;
        var written = DecisionEvents.Parser.ParseFrom(octets).Event;
        var events = new IMessage[written.Count];
        for (var i = 0; i < events.Length; i++)
            if (schema.Read(written[i].Span) is { } known)
                events[i] = known;
            else
                return null;
        return events;
    }
}
