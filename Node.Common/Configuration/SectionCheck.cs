using System.Text.Json;
using Node.Common.Configuration.Binding;

namespace Node.Common.Configuration;

/// <summary>A section with rules that span several of its settings.</summary>
public interface ICheckedSection
{
    /// <summary>Called once the section and all below it are read. Faulty settings hold their default or an empty value.</summary>
    void Check(SectionCheck check);
}

/// <summary>Where a section reports what is wrong with it as a whole. Paths are relative to the section.</summary>
public sealed class SectionCheck
{
    private readonly ConfigurationNode node;
    private readonly string path;
    private readonly FaultList faults;

    internal SectionCheck(ConfigurationNode node, string path, bool testTimers, FaultList faults)
    {
        this.node = node;
        this.path = path;
        this.faults = faults;
        TestTimers = testTimers;
    }

    public bool TestTimers { get; }

    /// <param name="at">Such as <c>lacs[2].address</c>.</param>
    public void Fault(string at, object? value, string problem)
    {
        var full = path.Length == 0 ? at : $"{path}.{at}";
        faults.Add(full, value is null ? null : value is string text ? $"\"{text}\"" : value.ToString(), problem, Origin(at));
    }

    /// <summary>Refuses the second of two items with the same name.</summary>
    public void Unique<T>(string list, IReadOnlyList<T> items, string key, Func<T, object?> identity)
    {
        var first = new Dictionary<object, int>();
        for (var i = 0; i < items.Count; i++)
            if (identity(items[i]) is { } id and not "" && !first.TryAdd(id, i))
                Fault($"{list}[{i}]{(key.Length == 0 ? "" : "." + key)}", id, $"is taken already by {list}[{first[id]}]");
    }

    /// <summary>Refuses a name that no item of a list bears.</summary>
    public void Refers(string at, string? name, string list, IEnumerable<string> names)
    {
        if (name is null or "" || names.Contains(name))
            return;
        var known = names.ToList();
        Fault(at, name, known.Count == 0 ? $"names nothing: {list} is empty" : $"names nothing in {list}; there: {string.Join(", ", known)}");
    }

    /// <summary>The line of the value, or of the nearest thing around it that is written down.</summary>
    private string Origin(string at)
    {
        var here = node;
        foreach (var step in at.Replace("]", "", StringComparison.Ordinal).Split('.', '['))
        {
            var next = int.TryParse(step, out var index) && here.Kind == JsonValueKind.Array
                ? here.Items.ElementAtOrDefault(index)
                : here.Find(step);
            if (next is null)
                break;
            here = next;
        }

        return here.Origin;
    }
}
