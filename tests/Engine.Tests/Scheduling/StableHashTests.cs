using Shared.Messages.Entities;

namespace Engine.Tests.Scheduling;

public sealed class StableHashTests
{
    /// <summary>FNV-1a by hand: an entity must find its partition again in every process.</summary>
    [Fact]
    public void TheHashOfAnIdIsFixed()
    {
        const uint basis = 2166136261, prime = 16777619;
        var kind = unchecked(((basis ^ 'a') * prime) * prime);
        var key = unchecked((((kind ^ 'b') * prime) ^ 'c') * prime * prime);
        StableHash.Of(new EntityId("a", "bc")).ShouldBe(key);
    }

    [Fact]
    public void KindAndKeyDoNotRunTogether() =>
        StableHash.Of(new EntityId("ab", "c")).ShouldNotBe(StableHash.Of(new EntityId("a", "bc")));

    [Fact]
    public void KeysSpreadOverPartitions()
    {
        var counts = Enumerable.Range(0, 8_000).CountBy(i => StableHash.Of(new EntityId("tunnel", $"192.0.2.1:1701/{i}")) % 8);
        foreach (var (_, count) in counts)
            count.ShouldBeInRange(800, 1_200);
    }
}
