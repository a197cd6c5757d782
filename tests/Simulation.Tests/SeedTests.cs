using System.Diagnostics;
using Simulation.Runs;

namespace Simulation.Tests;

/// <summary>A fixed set of seeds. A failure prints its seed; <c>./bras simulate --seed S --once --trace</c> shows it again.</summary>
public sealed class SeedTests
{
    private const int Batches = 8;
    private const int SeedsPerBatch = 10;

    public static TheoryData<int> FirstSeeds { get; } = [.. Enumerable.Range(0, Batches).Select(batch => 1 + (batch * SeedsPerBatch))];

    [Theory]
    [MemberData(nameof(FirstSeeds))]
    public void NothingGoesWrongFromSeed(int first)
    {
        foreach (var seed in Enumerable.Range(first, SeedsPerBatch))
            Run.Once(seed).Failure.ShouldBeNull($"seed {seed}");
    }

    /// <summary>Hashes of strings differ from process to process, and with them the order of whatever is kept by them.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(23)]
    public void AnotherProcessReplaysExactly(int seed)
    {
        using var other = Process.Start(new ProcessStartInfo("dotnet", [typeof(World).Assembly.Location, "--seed", $"{seed}", "--once"])
        {
            RedirectStandardOutput = true,
        })!;
        var said = other.StandardOutput.ReadToEnd();
        other.WaitForExit();
        said.ShouldContain($"{Run.Once(seed).Statistics.Digest:x16}");
    }

    [Fact]
    public void TheSameSeedGivesTheSameHistory()
    {
        var (one, other) = (Run.Once(7), Run.Once(7));
        other.Statistics.Digest.ShouldBe(one.Statistics.Digest);
        other.VirtualTime.ShouldBe(one.VirtualTime);
    }
}
