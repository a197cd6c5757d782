using House.Tests.Rules;
using House.Tests.Tree;

namespace House.Tests;

/// <summary>The rules of the house, over the whole house.</summary>
public sealed class HouseRules
{
    [Fact]
    public void DependenciesPointOneWay() => Dependencies.Check(HouseTree.Projects).ShouldBeEmpty();

    [Fact]
    public void TheCoreIsPure() => HouseTree.Sources.SelectMany(Purity.Check).ShouldBeEmpty();

    [Fact]
    public void TimeAndChanceComeThroughTheEdges() => HouseTree.Sources.SelectMany(BannedCalls.Check).ShouldBeEmpty();

    [Fact]
    public void FilesAndFunctionsAreShort() => HouseTree.Sources.SelectMany(Lengths.Check).ShouldBeEmpty();

    [Fact]
    public void HalfOfTheFilesAreVeryShort() =>
        Lengths.Median(HouseTree.Sources.Where(f => !f.IsTest)).ShouldBeLessThanOrEqualTo(Lengths.LongestMedian);

    [Fact]
    public void NamespacesAreFolders() => HouseTree.Sources.SelectMany(Namespaces.Check).ShouldBeEmpty();

    [Fact]
    public void DocumentsNameWhatIsThere()
    {
        var topLevel = Directory.GetDirectories(HouseTree.Root).Select(d => Path.GetFileName(d)!).ToHashSet();
        HouseTree.Files(".md").SelectMany(d => DocumentPaths.Check(d, HouseTree.Read(d), DocumentPaths.Exists, topLevel)).ShouldBeEmpty();
    }

    [Fact]
    public void EveryProjectIsInTheSolution()
    {
        var solution = HouseTree.Read("Cluster.sln").Replace('\\', '/');
        HouseTree.Projects.Where(p => !solution.Contains($"\"{p.Path}\"")).Select(p => p.Path).ShouldBeEmpty();
    }

    [Fact]
    public void TheWalkSeesTheHouse()
    {
        // a rule over an empty list would always hold
        HouseTree.Sources.Count.ShouldBeGreaterThan(100);
        HouseTree.Projects.Select(p => p.Name).ShouldContain("Entities");
        HouseTree.Files(".md").ShouldContain("docs/configuration.md");
    }
}
