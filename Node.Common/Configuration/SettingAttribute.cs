namespace Node.Common.Configuration;

/// <summary>
/// Marks a property as a setting and says what it is for. The key is the property's name in camelCase; a C# <c>required</c> property is a
/// required key; the initial value is the default. Binder, JSON schema and documentation all read these attributes, so to add a setting
/// is to add one property.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string meaning) : Attribute
{
    public string Meaning { get; } = meaning;

    /// <summary>A file or directory: relative ones start at the configuration file's directory.</summary>
    public bool IsPath { get; init; }

    /// <summary>Text after this prefix is such a path.</summary>
    public string? PathAfter { get; init; }

    /// <summary>A regular expression for the whole text.</summary>
    public string? Pattern { get; init; }

    /// <summary>What <see cref="Pattern"/> wants, in words.</summary>
    public string? PatternMeaning { get; init; }
}

/// <summary>Bounds of a number, or of each number in a list; both ends belong to it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WithinAttribute(long minimum, long maximum) : Attribute
{
    public long Minimum { get; } = minimum;

    public long Maximum { get; } = maximum;

    /// <summary>0 is allowed besides, and means what this says.</summary>
    public string? Zero { get; init; }

    /// <summary>A timer: <c>testTimers</c> lowers its minimum to 1.</summary>
    public bool Timer { get; init; }

    public bool Allows(long value, bool testTimers) =>
        value <= Maximum && (value >= Minimum || (value == 0 && Zero is not null) || (testTimers && Timer && value >= 1));

    public override string ToString() => Zero is null ? $"{Minimum} to {Maximum}" : $"{Minimum} to {Maximum}, or 0: {Zero}";
}

/// <summary>How many items a list may hold.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CountAttribute(int minimum, int maximum) : Attribute
{
    public int Minimum { get; } = minimum;

    public int Maximum { get; } = maximum;

    public override string ToString() => Maximum == int.MaxValue ? $"at least {Minimum}" : $"{Minimum} to {Maximum}";
}
