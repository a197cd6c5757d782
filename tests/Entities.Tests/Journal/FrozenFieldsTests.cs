using Google.Protobuf.Reflection;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Journal;

/// <summary>
/// Every field that may stand in a journal keeps its number, type and meaning for ever: a journal of any older version must open.
/// <c>frozen-fields.txt</c> is the list; it grows, and no line of it is ever changed or taken out.
/// </summary>
public class FrozenFieldsTests
{
    private static readonly string[] Frozen = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Journal", "frozen-fields.txt"));

    [Fact]
    public void WhatWasEverJournaledIsReadTheSameWay()
    {
        var gone = Frozen.Except(Journaled()).ToList();
        gone.ShouldBeEmpty("these fields or values were changed, renamed or removed; an old journal would be read wrongly");
    }

    [Fact]
    public void WhatIsNewIsFrozenWithItsFirstCommit()
    {
        var unlisted = Journaled().Except(Frozen).ToList();
        unlisted.ShouldBeEmpty("add these lines to tests/Entities.Tests/Journal/frozen-fields.txt:\n" + string.Join('\n', unlisted) + "\n");
    }

    [Fact]
    public void NoNumberIsListedTwice() =>
        Frozen.GroupBy(line => string.Join(' ', line.Split(' ').Take(2))).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();

    /// <summary>One line a field or value: <c>type number kind name</c>.</summary>
    private static IEnumerable<string> Journaled()
    {
        var seen = new SortedDictionary<string, IEnumerable<string>>(StringComparer.Ordinal);
        foreach (var wrapper in JournalSchemas.ByKind.Values.Select(schema => schema.Wrapper).Append(DecisionEvents.Descriptor))
            Walk(wrapper, seen);
        return seen.Values.SelectMany(lines => lines);
    }

    private static void Walk(MessageDescriptor message, SortedDictionary<string, IEnumerable<string>> seen)
    {
        if (!seen.TryAdd(message.FullName, message.Fields.InFieldNumberOrder().Select(field => $"{message.FullName} {field.FieldNumber} {TypeOf(field)} {field.Name}")))
            return;
        foreach (var field in message.Fields.InFieldNumberOrder())
            if (field.FieldType == FieldType.Message)
                Walk(field.MessageType, seen);
            else if (field.FieldType == FieldType.Enum)
                seen.TryAdd(field.EnumType.FullName, field.EnumType.Values.Select(value => $"{field.EnumType.FullName} {value.Number} value {value.Name}"));
    }

    private static string TypeOf(FieldDescriptor field)
    {
        var type = field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            _ => field.FieldType.ToString().ToLowerInvariant(),
        };
        // whether absence is told from zero is meaning, too
        return (field.IsRepeated ? "repeated:" : field.RealContainingOneof is null && field.HasPresence && field.FieldType != FieldType.Message ? "optional:" : "") + type;
    }
}
