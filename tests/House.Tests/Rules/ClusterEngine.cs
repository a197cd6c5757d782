using House.Tests.Tree;

namespace House.Tests.Rules;

/// <summary>Which projects can't be built without the Akka.NET packages.</summary>
public static class ClusterEngine
{
    /// <returns>Whether the project refers to such a package or, whatever the property ClusterEngine says, to such a project.</returns>
    public static bool Needs(Project project, IReadOnlyList<Project> all) =>
        project.Packages.Any(package => package.StartsWith("Akka.", StringComparison.Ordinal) || package.StartsWith("Petabridge.", StringComparison.Ordinal))
        || project.Unconditional.Any(name => all.FirstOrDefault(other => other.Name == name) is { } other && Needs(other, all));
}
