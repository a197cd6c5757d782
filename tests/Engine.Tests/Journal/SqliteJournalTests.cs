using Engine.Journal;
using Engine.Journal.Sqlite;
using Engine.Sealing;
using Engine.Tests.Support;
using Shared.Messages.Entities;

namespace Engine.Tests.Journal;

public sealed class SqliteJournalTests : IDisposable
{
    private static readonly byte[] Payload = [1, 2, 3];

    private readonly ScratchDirectory scratch = new();
    private readonly JournalKey key = JournalKey.Generate();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void RecordsComeBackInTheOrderOfTheirCommits()
    {
        using (var journal = Open(epoch: 1))
        {
            var (one, two) = (Stream("one"), Stream("two"));
            journal.Commit([Event(two, 1), Event(one, 1), Event(one, 2)]);
            journal.Commit([Event(two, 2)]);
        }
        using (var journal = Open(epoch: 2))
        {
            var one = journal.ReadAll().First(record => record.Stream.Entity.Key == "one").Stream;
            Places(journal).ShouldBe("two1 one1 one2 two2");
            journal.Commit([Event(one, 3)]);
        }
        using (var journal = Open(epoch: 3))
            Places(journal).ShouldBe("two1 one1 one2 two2 one3");
    }

    [Fact]
    public void AStreamMayBeginBeReplacedEndAndBeginAgainInOneCommit()
    {
        using var journal = Open(epoch: 1);
        var (first, second) = (Stream("one"), Stream("one"));
        journal.Commit([Event(first, 1), Event(first, 2), new StreamWrite.Replace(first, 3, Payload), new StreamWrite.Delete(first), Event(second, 1)]);
        Places(journal).ShouldBe("one1");
        journal.Commit([new StreamWrite.Delete(second)]);
        Places(journal).ShouldBe("");
    }

    [Fact]
    public void AFailedCommitLeavesNothingBehindAndCanBeTriedAgain()
    {
        var path = scratch.File("journal.db");
        using var journal = Open(epoch: 1, limitBytes: 100_000);
        var (old, gone) = (Stream("old"), Stream("gone"));
        journal.Commit([Event(old, 1), Event(old, 2), Event(gone, 1)]);
        var fresh = Stream("fresh");
        StreamWrite[] batch =
        [
            Event(fresh, 1), new StreamWrite.Replace(old, 3, Payload), Event(old, 4), new StreamWrite.Delete(gone),
            new StreamWrite.Append(fresh, 2, new byte[200_000]),
        ];
        Should.Throw<JournalUnavailableException>(() => journal.Commit(batch)).MayPass.ShouldBeTrue();
        Places(journal).ShouldBe("old1 old2 gone1");
        journal.Commit(batch[..4]);
        Places(journal).ShouldBe("fresh1 old3 old4");
        journal.Commit([new StreamWrite.Delete(old), new StreamWrite.Delete(fresh)]);
        Places(journal).ShouldBe("");
        Database.Scalar(path, "SELECT count(*) FROM stream").ShouldBe(0);
    }

    [Fact]
    public void WhoeverBeganLaterShutsTheEarlierOneOut()
    {
        using var earlier = Open(epoch: 1);
        earlier.Commit([Event(Stream("one"), 1)]);
        using var later = Open(epoch: 2);
        Should.Throw<JournalUnavailableException>(() => earlier.Commit([Event(Stream("two"), 1)])).Message
            .ShouldContain("another process has begun to write this journal");
        later.Commit([Event(Stream("three"), 1)]);
        Places(later).ShouldBe("one1 three1");
    }

    [Fact]
    public void AReaderSeesTheStateAtItsBeginningWhileCommitsGoOn()
    {
        using var writer = Open(epoch: 1);
        var stream = Stream("one");
        writer.Commit([Event(stream, 1)]);
        using var reader = SqliteJournal.Open(scratch.File("journal.db"));
        using var records = reader.ReadAll().GetEnumerator();
        records.MoveNext().ShouldBeTrue();
        writer.Commit([Event(stream, 2)]);
        records.MoveNext().ShouldBeFalse();
        Places(reader).ShouldBe("one1 one2");
    }

    [Fact]
    public void AnEpochThatRetiresIsForgotten()
    {
        using var journal = Open(epoch: 1);
        journal.BeginEpoch(SealingEpoch.Draw(2, key), [1]);
        journal.Epochs.Select(epoch => epoch.Number).ShouldBe([2]);
        using var again = SqliteJournal.Open(scratch.File("journal.db"));
        again.Epochs.Single().Salt.ShouldBe(journal.Epochs.Single().Salt);
        again.Epochs.Single().KeyId.ShouldBe(key.Id);
    }

    private SqliteJournal Open(int epoch, long? limitBytes = null)
    {
        var journal = SqliteJournal.Open(scratch.File("journal.db"), limitBytes);
        journal.BeginEpoch(SealingEpoch.Draw(epoch, key), []);
        return journal;
    }

    private static string Places(SqliteJournal journal) =>
        string.Join(' ', journal.ReadAll().Select(record => $"{record.Stream.Entity.Key}{record.Sequence}"));

    private static JournalStream Stream(string key) => new(new EntityId("kind", key));

    private static StreamWrite.Append Event(JournalStream stream, long sequence) => new(stream, sequence, Payload);
}
