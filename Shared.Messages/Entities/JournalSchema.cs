using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Shared.Messages.Entities;

/// <summary>
/// The durable events of one kind: the fields of the single <c>oneof</c> of a protobuf message, whose numbers are frozen.
/// An event is written as that message with one field set; what a decision writes is a <see cref="DecisionRecord"/>.
/// </summary>
public sealed class JournalSchema
{
    private readonly Dictionary<string, FieldDescriptor> fieldByType = [];
    private readonly MessageParser parser;
    private readonly OneofDescriptor choice;

    private JournalSchema(MessageDescriptor wrapper)
    {
        Wrapper = wrapper;
        parser = wrapper.Parser;
        choice = wrapper.Oneofs.Single();
        if (wrapper.FindFieldByNumber(DecisionEvents.EventFieldNumber) is { } taken)
            throw new ArgumentException($"{taken.FullName} has the number that tells a record of several events", nameof(wrapper));
        foreach (var field in choice.Fields)
            fieldByType.Add(field.MessageType.FullName, field);
    }

    public MessageDescriptor Wrapper { get; }

    public static JournalSchema Of(MessageDescriptor wrapper) => new(wrapper);

    public byte[] Write(IMessage durableEvent)
    {
        if (!fieldByType.TryGetValue(durableEvent.Descriptor.FullName, out var field))
            throw new InvalidOperationException($"{durableEvent.Descriptor.FullName} is no event of {Wrapper.FullName}");
        var record = parser.ParseFrom(ByteString.Empty);
        field.Accessor.SetValue(record, durableEvent);
        return record.ToByteArray();
    }

    /// <returns>The event, or null for one that a newer version wrote and this one does not know.</returns>
    public IMessage? Read(ReadOnlySpan<byte> bytes)
    {
        var record = parser.ParseFrom(bytes);
        var field = choice.Accessor.GetCaseFieldDescriptor(record);
        if (field is null)
            return null;
        var durable = (IMessage)field.Accessor.GetValue(record);
        SharedParts.Unify(durable);
        return durable;
    }
}
