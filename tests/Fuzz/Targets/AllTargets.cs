namespace Fuzz.Targets;

public static class AllTargets
{
    /// <summary>Every target of this program, by name; found by reflection, so none can be forgotten.</summary>
    public static IReadOnlyList<FuzzTarget> ByName { get; } =
    [
        .. typeof(AllTargets).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(FuzzTarget)) && !type.IsAbstract)
            .Select(type => (FuzzTarget)Activator.CreateInstance(type)!)
            .OrderBy(target => target.Name, StringComparer.Ordinal),
    ];

    public static FuzzTarget? Find(string name) => ByName.FirstOrDefault(target => target.Name == name);
}
