using House.Tests.Rules;
using House.Tests.Tree;

namespace House.Tests;

/// <summary>The rules of the house, over the whole house.</summary>
public sealed class HouseRules
{
    [Fact]
    public void DependenciesPointOneWay() => Hold(Dependencies.Check(HouseTree.Projects));

    [Fact]
    public void TheCoreIsPure() => Hold(HouseTree.Sources.SelectMany(Purity.Check));

    [Fact]
    public void TimeAndChanceComeThroughTheEdges() => Hold(HouseTree.Sources.SelectMany(BannedCalls.Check));

    [Fact]
    public void FilesAndFunctionsAreShort() => Hold(HouseTree.Sources.SelectMany(Lengths.Check));

    [Fact]
    public void HalfOfTheFilesAreVeryShort() =>
        Lengths.Median(HouseTree.Sources.Where(f => !f.IsTest)).ShouldBeLessThanOrEqualTo(Lengths.LongestMedian);

    [Fact]
    public void NamespacesAreFolders() => Hold(HouseTree.Sources.SelectMany(Namespaces.Check));

    [Fact]
    public void DocumentsNameWhatIsThere()
    {
        var topLevel = Directory.GetDirectories(HouseTree.Root).Select(d => Path.GetFileName(d)!).ToHashSet();
        Hold(HouseTree.Files(".md").SelectMany(d => DocumentPaths.Check(d, HouseTree.Read(d), DocumentPaths.Exists, topLevel)));
    }

    [Fact]
    public void EveryProjectIsInTheSolution()
    {
        var solution = HouseTree.Read("Cluster.sln").Replace('\\', '/');
        HouseTree.Projects.Where(p => !solution.Contains($"\"{p.Path}\"")).Select(p => p.Path).ShouldBeEmpty();
    }

    /// <summary>What needs no Akka.NET package builds without any; a conditional reference leads into the cluster engine only where there is one.</summary>
    [Fact]
    public void TheEmbeddedSolutionIsAllButTheClusterEngine()
    {
        var embedded = HouseTree.Read("Embedded.slnf");
        var clustered = HouseTree.Projects.Where(p => ClusterEngine.Needs(p, HouseTree.Projects)).Select(p => p.Path).ToList();
        clustered.ShouldContain("Engine.Akka/Engine.Akka.csproj");
        HouseTree.Projects.Where(p => embedded.Contains($"\"{p.Path}\"") == clustered.Contains(p.Path)).Select(p => p.Path).ShouldBeEmpty();
    }

    [Fact]
    public void TheWalkSeesTheHouse()
    {
        // a rule over an empty list would always hold
        HouseTree.Sources.Count.ShouldBeGreaterThan(100);
        HouseTree.Projects.Select(p => p.Name).ShouldContain("Entities");
        HouseTree.Files(".md").ShouldContain("docs/configuration.md");
    }

    private static void Hold(IEnumerable<Violation> violations)
    {
        var found = violations.ToList();
        if (found.Count > 0)
            Assert.Fail(string.Join('\n', found.Prepend(new Violation("broken", $"{found.Count} times"))));
    }
}
