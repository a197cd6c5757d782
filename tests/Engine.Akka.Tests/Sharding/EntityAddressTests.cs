using Engine.Akka.Sharding;
using Shared.Messages.Entities;

namespace Engine.Akka.Tests.Sharding;

public sealed class EntityAddressTests
{
    [Theory]
    [InlineData(EntityKinds.Tunnel, "192.0.2.1:1701/4711")]
    [InlineData(EntityKinds.Destination, "192.0.2.1:1701|198.51.100.7:1701")]
    [InlineData(EntityKinds.DialOutSession, "default~10.10.0.0/16~10.10.1.1")]
    public void AnAddressIsReadAsItWasWritten(string kind, string key)
    {
        var id = new EntityId(kind, key);
        EntityAddress.Read(EntityAddress.Write(id)).ShouldBe(id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tunnel")]
    [InlineData("~key")]
    public void WhatNamesNoEntityIsRefused(string address) => Should.Throw<FormatException>(() => EntityAddress.Read(address));

    [Theory]
    [InlineData("192.0.2.1:1701/1", 0)]
    [InlineData("192.0.2.1:1701/255", 0)]
    [InlineData("192.0.2.1:1701/256", 1)]
    [InlineData("[2001:db8::1]:1701/65281", 255)]
    public void ATunnelsShardIsInItsId(string key, int shard) => EntityAddress.ShardOf(new EntityId(EntityKinds.Tunnel, key)).ShouldBe(shard);

    [Fact]
    public void OtherKindsSpreadOverAllShards() =>
        Enumerable.Range(0, 5_000).Select(i => EntityAddress.ShardOf(new EntityId(EntityKinds.DialOutSession, $"default|10.0.0.0/8|10.1.2.{i}")))
            .Distinct().Count().ShouldBe(EntityAddress.Shards);
}
