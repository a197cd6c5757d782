using Engine.Akka.Forwarding.Table;
using Engine.Akka.Tests.Forwarding.World;
using Google.Protobuf;
using Shared.Messages;

namespace Engine.Akka.Tests.Forwarding;

public class ForwardingTableTests
{
    private const int Shard = 18;

    private readonly TablePair pair = new();

    public ForwardingTableTests()
    {
        pair.Add("a");
        pair.Add("b");
    }

    [Fact]
    public void AChangeIsAtTheOtherNodeAtOnce()
    {
        pair.Announce("a", Shard, 1);
        pair.Sessions("b").ShouldBe([1u]);
        pair["b"].Rows.Single().Session.AccessRoutes.ShouldHaveSingleItem();
    }

    [Fact]
    public void AWithdrawnRowGoesEverywhere()
    {
        pair.Announce("a", Shard, 1);
        pair.Announce("a", Shard, 2);
        pair["a"].Withdraw(Shard, RowKey.MessageOf(Rows.Session(Shard << 8 | 1, 1)), pair.Now);
        pair.Exchange();
        pair.Sessions("b").ShouldBe([2u]);
    }

    [Fact]
    public void ALostChangeIsFoundWithTheNextDigestAndTheNodeSaysMeanwhileThatItIsBehind()
    {
        pair.Announce("a", Shard, 1);
        pair.Passes = (_, _, message) => message.BodyCase != TableMessage.BodyOneofCase.Delta;
        pair.Announce("a", Shard, 2);
        pair.Sessions("b").ShouldBe([1u]);
        pair.Tick();
        pair["b"].Status(pair.Now).Behind.ShouldHaveSingleItem().Shard.ShouldBe(Shard);
        pair.Passes = (_, _, _) => true;
        pair.Tick(3);
        pair.Sessions("b").ShouldBe([1u, 2u]);
        pair["b"].Status(pair.Now).Behind.ShouldBeEmpty();
    }

    [Fact]
    public void ARowOutlivesItsNodeUntilTheNextOwnerHasRecovered()
    {
        pair.Add("c");
        pair.Announce("a", Shard, 1);
        pair.Announce("a", Shard, 2);
        pair.Forget("a");
        pair.Tick(40);
        pair.Sessions("c").ShouldBe([1u, 2u]);
        pair["b"].Take(Shard, pair.Now);
        pair.Announce("b", Shard, 2);
        pair.Sessions("c").ShouldBe([1u, 2u]);
        pair["b"].Recovered(Shard);
        pair.Exchange();
        pair.Sessions("b").ShouldBe([2u]);
        pair.Sessions("c").ShouldBe([2u]);
    }

    [Fact]
    public void AShardThatHasLeftIsNotSettledByWhoHadIt()
    {
        pair.Announce("a", Shard, 1);
        pair["a"].Release(Shard);
        pair["b"].Take(Shard, pair.Now);
        pair["a"].Recovered(Shard);
        pair.Tick(2);
        pair.Sessions("a").ShouldBe([1u]);
        pair.Sessions("b").ShouldBe([1u]);
    }

    [Fact]
    public void AnOwnerOfThePastIsRefusedAndLearnsIt()
    {
        pair.Announce("a", Shard, 1);
        pair.Passes = (_, _, _) => false;
        pair["b"].Take(Shard, pair.Now);
        pair.Announce("b", Shard, 2);
        pair.Passes = (_, _, _) => true;
        pair.Announce("a", Shard, 3, magic: 9);
        pair.Sessions("b").ShouldBe([1u, 2u]);
        pair["a"].Status(pair.Now).Shards.Single().IsOwned.ShouldBeFalse();
        pair["a"].Release(Shard);
        pair["b"].Recovered(Shard);
        pair.Tick(2);
        pair.Sessions("a").ShouldBe([2u]);
    }

    /// <summary>The later epoch is of an owner that is gone, and says that all of its entities were back.</summary>
    [Fact]
    public void AnOwnersOwnRowsStayInItsDataPathWhateverALaterEpochSays()
    {
        pair.Passes = (from, to, message) => message.BodyCase == TableMessage.BodyOneofCase.Digest && from != "a" && to != "a";
        pair.Now += 3_600_000;
        pair.Announce("a", Shard, 1);
        pair["a"].Recovered(Shard);
        pair.Exchange();
        pair.Now -= 3_600_000;
        pair["a"].Release(Shard);
        pair["b"].Take(Shard, pair.Now);
        pair.Announce("b", Shard, 2);
        pair.Passes = (_, _, _) => true;
        var removed = new List<TableEffect>();
        pair.Done = (node, effect) =>
        {
            if (node == "b" && effect is TableEffect.Remove) removed.Add(effect);
        };
        pair.Tick(14);
        removed.ShouldBeEmpty();
        pair.Sessions("a").ShouldBe([1u, 2u]);
        pair["b"].Status(pair.Now).Shards.Single().IsOwned.ShouldBeTrue();
    }

    /// <summary>The session ended elsewhere before anybody could say it again: no change ever told of it.</summary>
    [Fact]
    public void WhatWasAnnouncedBeforeAnEpochBeganLeavesTheDataPathWithTheNextSettling()
    {
        pair.Passes = (_, _, message) => message.BodyCase == TableMessage.BodyOneofCase.Digest;
        pair.Announce("a", Shard, 1);
        pair.Tick();
        pair["a"].Release(Shard);
        pair["b"].Take(Shard, pair.Now);
        pair.Announce("b", Shard, 2);
        pair["b"].Status(pair.Now).Shards.Single().IsOwned.ShouldBeFalse("it waits for the rows that are there");
        pair["b"].Release(Shard);
        var removed = new List<uint>();
        pair.Done = (node, effect) =>
        {
            if (node == "b" && effect is TableEffect.Remove remove) removed.Add(remove.Key.Session.LocalSessionId);
        };
        pair.Passes = (_, _, _) => true;
        pair.Tick(4);
        removed.ShouldBeEmpty("the next owner may name it yet");
        pair.Announce("a", Shard, 1);
        pair["a"].Recovered(Shard);
        pair.Tick(4);
        removed.ShouldBe([2u]);
        pair.Sessions("b").ShouldBe([1u]);
    }

    [Fact]
    public void ALaterEpochThatNobodyClaimsIsTakenAgain()
    {
        // an owner with a clock an hour ahead, of whom the next one has not heard
        pair.Passes = (_, to, _) => to != "b";
        pair.Add("c");
        pair.Now += 3_600_000;
        pair.Announce("c", Shard, 1);
        pair.Now -= 3_600_000;
        pair.Forget("c");
        pair["b"].Take(Shard, pair.Now);
        pair.Announce("b", Shard, 1);
        pair["b"].Recovered(Shard);
        pair.Announce("b", Shard, 2);
        pair.Passes = (_, _, _) => true;
        pair.Sessions("a").ShouldBe([1u]);
        pair.Tick(12);
        pair.Sessions("a").ShouldBe([1u, 2u]);
        pair["b"].Status(pair.Now).Shards.Single().IsOwned.ShouldBeTrue();
    }

    [Fact]
    public void AShardOfManyRowsComesInPartsThatFitAFrame()
    {
        const int rows = 3_000;
        for (uint session = 1; session <= rows; session++)
            pair["a"].Announce(Shard, Rows.Session(Shard << 8 | 1, session), pair.Now);
        pair.Exchange();
        pair.Sent.Clear();
        pair.Add("c");
        pair["c"].Rows.Count().ShouldBe(rows);
        pair["c"].Status(pair.Now).IsComplete.ShouldBeTrue();
        var parts = pair.Sent.Where(sent => sent.Message.BodyCase == TableMessage.BodyOneofCase.Part).ToList();
        parts.Count.ShouldBeGreaterThan(5);
        parts.ShouldAllBe(sent => sent.Message.CalculateSize() < TableLimits.MessageOctets + 1_000);
    }

    [Fact]
    public void WhoMissedMoreThanTheLogHoldsGetsTheShardWhole()
    {
        pair.Announce("a", Shard, 1);
        pair.Passes = (_, _, _) => false;
        for (uint change = 0; change < 2 * TableLimits.LogChanges; change++)
            pair.Announce("a", Shard, 2 + change % 3, change);
        pair.Passes = (_, _, _) => true;
        pair.Sent.Clear();
        pair.Tick(4);
        pair.Sessions("b").ShouldBe([1u, 2u, 3u, 4u]);
        pair.Sent.ShouldContain(sent => sent.Message.BodyCase == TableMessage.BodyOneofCase.Part);
    }

    [Fact]
    public void OnlySoManyShardsAreAskedForAtOnce()
    {
        for (var shard = 0; shard < 100; shard++) pair.Announce("a", shard, 1);
        pair.Passes = (_, _, message) => message.BodyCase == TableMessage.BodyOneofCase.Digest;
        pair.Sent.Clear();
        pair.Add("c");
        pair.Sent.Count(sent => sent.Message.BodyCase == TableMessage.BodyOneofCase.Pull).ShouldBeLessThanOrEqualTo(TableLimits.PullsInFlight);
        pair["c"].Status(pair.Now).IsComplete.ShouldBeFalse();
        pair.Passes = (_, _, _) => true;
        pair.Tick(4);
        pair["c"].Status(pair.Now).IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void ARowThatNoMessageCarriesIsRefused()
    {
        var row = Rows.Session(Shard << 8 | 1, 1);
        for (var route = 0; route < 5_000; route++)
            row.Session.AccessRoutes.Add(new Prefix { Address = ByteString.CopyFrom(10, 1, (byte)(route >> 8), (byte)route), Length = 32 });
        pair["a"].Announce(Shard, row, pair.Now).ShouldBeFalse();
    }

    [Fact]
    public void AtRestADigestIsAFewOctets()
    {
        for (var shard = 0; shard < 200; shard++) pair.Announce("a", shard, 1);
        pair.Tick(3);
        pair.Sent.Clear();
        pair.Tick(4);
        pair.Sent.Count.ShouldBe(8);
        pair.Sent.ShouldAllBe(sent => sent.Message.CalculateSize() < 16);
    }

    [Fact]
    public void WhatNoShardIsCalledIsPassedOver()
    {
        pair["a"].Receive("b", new TableMessage { Delta = new TableDelta { Shard = 256, Epoch = 1 } }, pair.Now);
        pair["a"].Receive("b", new TableMessage { Pull = new TablePull { Shard = uint.MaxValue } }, pair.Now);
        pair["a"].Receive("b", new TableMessage { Part = new TablePart { Shard = 1, Epoch = 9, Parts = uint.MaxValue } }, pair.Now);
        pair["a"].Receive("b", new TableMessage(), pair.Now);
        pair["a"].Rows.ShouldBeEmpty();
    }
}
