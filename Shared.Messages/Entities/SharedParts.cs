using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Shared.Messages.Entities;

/// <summary>
/// Tunnel terms and call profiles come from configuration and RADIUS and are the same for thousands of calls. Read from a journal each call would have
/// a copy of its own, and its dial-out session another: a fifth of what a call costs in memory. Messages are never changed once they were
/// read, so that equal ones may be one.
/// </summary>
internal static class SharedParts
{
    /// <summary>Different ones that are kept. A node has dozens; where everything differs nothing is gained, and nothing more is kept.</summary>
    private const int Most = 4096;

    private static readonly HashSet<MessageDescriptor> Kinds = [TunnelTerms.Descriptor, CallProfile.Descriptor];
    private static readonly ConcurrentDictionary<IMessage, IMessage> Known = new();
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Ways = new();

    /// <summary>Puts the one that is known in the place of each part that is equal to it.</summary>
    public static void Unify(IMessage message)
    {
        foreach (var field in Ways.GetOrAdd(message.Descriptor, WaysOf))
            if (field.Accessor.GetValue(message) is IList list)
                for (var i = 0; i < list.Count; i++)
                    list[i] = Unified((IMessage)list[i]!);
            else if (field.Accessor.GetValue(message) is IMessage part && Unified(part) is var known && !ReferenceEquals(known, part))
                field.Accessor.SetValue(message, known);
    }

    private static IMessage Unified(IMessage part)
    {
        if (!Kinds.Contains(part.Descriptor))
        {
            Unify(part);
            return part;
        }
        if (Known.TryGetValue(part, out var known))
            return known;
        return Known.Count < Most ? Known.GetOrAdd(part, part) : part;
    }

    private static FieldDescriptor[] WaysOf(MessageDescriptor message) => [.. message.Fields.InDeclarationOrder().Where(field => Leads(field, []))];

    /// <summary>Whether there is such a part behind the field, at any depth.</summary>
    private static bool Leads(FieldDescriptor field, HashSet<MessageDescriptor> seen) => field.FieldType == FieldType.Message && !field.IsMap
        && (Kinds.Contains(field.MessageType)
            || (seen.Add(field.MessageType) && field.MessageType.Fields.InDeclarationOrder().Any(inner => Leads(inner, seen))));
}
