using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Protocols.Radius.Attributes;

/// <summary>The dictionary: every attribute that this system sends, reads or records. Parser, writer, logs and documents read it.</summary>
public static class AttributeCatalog
{
    public static ImmutableArray<AttributeDefinition> All { get; } =
        [.. StandardAttributes.Table, .. TunnelAttributes.Table, .. ErxAttributes.Table, .. MicrosoftAttributes.Table];

    private static readonly FrozenDictionary<AttributeKey, AttributeDefinition> ByKey = All.ToFrozenDictionary(definition => definition.Key);

    private static readonly FrozenDictionary<string, AttributeDefinition> ByName =
        All.ToFrozenDictionary(definition => definition.Name, StringComparer.OrdinalIgnoreCase);

    public static AttributeDefinition? Find(AttributeKey key) => ByKey.GetValueOrDefault(key);

    public static AttributeDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    public static string NameOf(AttributeKey key) => Find(key)?.Name ?? $"Attribute-{key}";
}
