using House.Tests.Tree;

namespace House.Tests.Rules;

/// <summary>Dependencies point one way: nodes → engine → messages → protocols; entities know no engine.</summary>
public static class Dependencies
{
    /// <summary>What each project may refer to. A project that is not here is refused: somebody has to decide where it stands.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Protocols"] = [],
        ["Platform"] = [],
        ["Shared.Messages"] = ["Protocols"],
        ["Entities"] = ["Shared.Messages", "Protocols"],
        ["Engine"] = ["Shared.Messages", "Protocols"],
        ["Engine.Akka"] = ["Engine", "Shared.Messages", "Protocols"],
        ["Node.Common"] = ["Engine", "Engine.Akka", "Entities", "Platform", "Shared.Messages", "Protocols"],
        // Lns.Pbm in builds that have its packages
        ["Lns.Node"] = ["Node.Common", "Engine", "Engine.Akka", "Entities", "Platform", "Shared.Messages", "Protocols", "Lns.Pbm"],
        ["Lac.Node"] = ["Node.Common", "Engine", "Engine.Akka", "Entities", "Platform", "Shared.Messages", "Protocols"],
        ["Lighthouse"] = ["Node.Common", "Engine.Akka"],
        ["Cli"] = [],
        // pbm: the node's operations, and the command line's columns
        ["Lns.Pbm"] = ["Node.Common", "Cli"],
        // measures the product, beside the lab's peers where it needs some
        ["Bench"] = ["Lns.Node", "Lab"],
    };

    /// <summary>These are made of the language alone.</summary>
    private static readonly string[] WithoutPackages = ["Protocols", "Platform", "Entities"];

    public static IEnumerable<Violation> Check(IReadOnlyList<Project> projects)
    {
        var tests = projects.Where(p => p.IsTest).Select(p => p.Name).ToHashSet();
        foreach (var project in projects.Where(p => !p.IsTest))
        {
            if (!Allowed.TryGetValue(project.Name, out var allowed))
                yield return new(project.Path, "has no row in the table of dependencies");
            foreach (var target in project.Projects.Where(t => allowed is not null && !allowed.Contains(t)))
                yield return new(project.Path, tests.Contains(target) ? $"refers to the test project {target}" : $"may not refer to {target}");
            foreach (var package in project.Packages.Where(_ => WithoutPackages.Contains(project.Name)))
                yield return new(project.Path, $"may not use a package, and uses {package}");
        }
    }
}
