using Lns.Node.Cluster;

namespace Nodes.Tests.Cluster;

/// <summary>A node of generation 2 with hash b, and who has been up longer.</summary>
public sealed class ConfigurationRuleTests
{
    private static readonly NodeConfiguration Own = new("lns-3", 2, "b");

    [Theory]
    [InlineData("alone", "", null)]
    [InlineData("alike", "2b 2b", null)]
    [InlineData("the first of a rollout", "1a 1a", null)]
    [InlineData("in the middle of one", "1a 2b", null)]
    [InlineData("changed, and nobody raised the number", "2a 2a", "b here, a on lns-1, which has been up longer, and both are generation 2")]
    [InlineData("the eldest of the generation is right", "1c 2a 2b", "b here, a on lns-2, which has been up longer, and both are generation 2")]
    [InlineData("an old file that comes late", "1a 3c", "generation 2 here; lns-2, which has been up longer, has generation 3 already")]
    [InlineData("an old file, though one still has it", "2b 3c", "generation 2 here; lns-2, which has been up longer, has generation 3 already")]
    [InlineData("a program that knows no generations", "0b", null)]
    public void ANodeIsJudgedByThoseThatHaveBeenUpLonger(string what, string elders, string? difference) =>
        ConfigurationRule.Difference(Own, [.. elders.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((elder, at) => new NodeConfiguration($"lns-{at + 1}", elder[0] - '0', elder[1..]))]).ShouldBe(difference, what);
}
