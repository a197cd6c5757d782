using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Node.Common.Configuration.Binding;

internal enum SettingShape
{
    Scalar,
    ScalarList,
    Section,
    SectionList,
    Secret,
}

/// <summary>One setting of a section, as its property and attributes describe it.</summary>
internal sealed record SettingModel(PropertyInfo Property, string Key, SettingAttribute Setting, SettingShape Shape, Type ItemType)
{
    public bool IsRequired { get; } = Property.IsDefined(typeof(RequiredMemberAttribute));

    public WithinAttribute? Within { get; } = Property.GetCustomAttribute<WithinAttribute>();

    public CountAttribute? Count { get; } = Property.GetCustomAttribute<CountAttribute>();

    public object Empty() => Shape switch
    {
        SettingShape.Scalar => ScalarType.Of(ItemType)!.Fallback,
        SettingShape.Section => SectionModel.Of(ItemType).Defaults(),
        SettingShape.Secret => new Secret(Key, ""),
        _ => Array.CreateInstance(ItemType, 0),
    };

    /// <summary>The keys it is written under: a secret has three, all others one.</summary>
    public IReadOnlyList<string> Keys => Shape == SettingShape.Secret ? [Key, Key + "File", Key + "Name"] : [Key];
}

/// <summary>The settings of a section type, in the order of its source, those of a base type first.</summary>
internal sealed class SectionModel
{
    private static readonly ConcurrentDictionary<Type, SectionModel> Cache = new();

    private SectionModel(Type type)
    {
        Type = type;
        Settings = [.. Lineage(type).SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Select(Describe).OfType<SettingModel>()];
    }

    public Type Type { get; }

    public IReadOnlyList<SettingModel> Settings { get; }

    /// <summary>The section as it is when nothing is written; required settings hold something empty, so that checks need not fear null.</summary>
    public object Defaults()
    {
        var section = Activator.CreateInstance(Type)!;
        foreach (var setting in Settings.Where(s => s.IsRequired))
            setting.Property.SetValue(section, setting.Empty());
        return section;
    }

    public static SectionModel Of(Type type) => Cache.GetOrAdd(type, t => new SectionModel(t));

    private static IEnumerable<Type> Lineage(Type type) =>
        type.BaseType is { } parent && parent != typeof(object) ? Lineage(parent).Append(type) : [type];

    private static SettingModel? Describe(PropertyInfo property)
    {
        if (property.GetCustomAttribute<SettingAttribute>() is not { } setting)
            return null;
        var key = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(Secret))
            return new(property, key, setting, SettingShape.Secret, type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = type.GetGenericArguments()[0];
            return new(property, key, setting, ScalarType.Of(item) is null ? SettingShape.SectionList : SettingShape.ScalarList, item);
        }

        return new(property, key, setting, ScalarType.Of(type) is null ? SettingShape.Section : SettingShape.Scalar, type);
    }
}
