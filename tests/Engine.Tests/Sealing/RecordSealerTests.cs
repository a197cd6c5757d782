using Engine.Journal;
using Engine.Sealing;
using Shared.Messages.Entities;

namespace Engine.Tests.Sealing;

public sealed class RecordSealerTests
{
    private static readonly EntityId Stream = new("tunnel", "192.0.2.1:1701/4660");
    private static readonly byte[] Plain = [.. Enumerable.Range(0, 40).Select(i => (byte)i)];

    private readonly JournalKey key = JournalKey.Generate();
    private readonly SealingEpoch epoch;

    public RecordSealerTests() => epoch = SealingEpoch.Draw(7, key);

    [Fact]
    public void WhatWasSealedOpensAtItsPlace() => Open(new StoredRecord(new JournalStream(Stream), 3, RecordType.Event, Seal())).ShouldBe(Plain);

    [Fact]
    public void AnEmptyRecordOpensToo()
    {
        using var sealer = new RecordSealer(key, epoch, 0);
        var record = sealer.Seal(Stream, 1, RecordType.Event, []);
        record.Length.ShouldBe(RecordSealer.Overhead);
        Open(new StoredRecord(new JournalStream(Stream), 1, RecordType.Event, record)).ShouldBe([]);
    }

    [Fact]
    public void EveryAlteredOctetIsFound()
    {
        var record = Seal();
        for (var i = 0; i < record.Length; i++)
            for (var bit = 0; bit < 8; bit++)
            {
                var altered = (byte[])record.Clone();
                altered[i] ^= (byte)(1 << bit);
                Open(new StoredRecord(new JournalStream(Stream), 3, RecordType.Event, altered)).ShouldBeNull($"octet {i}, bit {bit}");
            }
    }

    [Fact]
    public void EveryTruncationIsFound()
    {
        var record = Seal();
        for (var length = 0; length < record.Length; length++)
            Open(new StoredRecord(new JournalStream(Stream), 3, RecordType.Event, record[..length])).ShouldBeNull($"length {length}");
    }

    [Fact]
    public void ARecordIsOnlyValidWhereItWasWritten()
    {
        var record = Seal();
        Open(new StoredRecord(new JournalStream(Stream), 4, RecordType.Event, record)).ShouldBeNull("other sequence");
        Open(new StoredRecord(new JournalStream(Stream), 3, RecordType.Snapshot, record)).ShouldBeNull("other type");
        Open(new StoredRecord(new JournalStream(Stream with { Key = "x" }), 3, RecordType.Event, record)).ShouldBeNull("other key");
        Open(new StoredRecord(new JournalStream(Stream with { Kind = "x" }), 3, RecordType.Event, record)).ShouldBeNull("other kind");
    }

    [Fact]
    public void AVeryLongKeyIsNoTrouble()
    {
        var stream = new EntityId("kind", new string('k', 10_000));
        using var sealer = new RecordSealer(key, epoch, 0);
        Open(new StoredRecord(new JournalStream(stream), 1, RecordType.Event, sealer.Seal(stream, 1, RecordType.Event, Plain))).ShouldBe(Plain);
    }

    [Fact]
    public void NoNonceIsUsedTwiceInAnEpoch()
    {
        using var one = new RecordSealer(key, epoch, 0);
        using var other = new RecordSealer(key, epoch, 1);
        var nonces = Enumerable.Range(0, 1_000)
            .SelectMany(_ => new[] { one, other }.Select(sealer => sealer.Seal(Stream, 1, RecordType.Event, Plain)))
            .Select(record => Convert.ToHexString(record, 4, 12)).ToList();
        nonces.Distinct().Count().ShouldBe(2_000);
    }

    [Fact]
    public void EpochsOfOneKeyHaveDataKeysOfTheirOwn()
    {
        // as after a restore from a backup: the same number, but another draw
        var again = SealingEpoch.Draw(epoch.Number, key);
        using var opener = new RecordOpener([(again, key)]);
        opener.Open(new StoredRecord(new JournalStream(Stream), 3, RecordType.Event, Seal())).ShouldBeNull();
    }

    private byte[] Seal()
    {
        using var sealer = new RecordSealer(key, epoch, 2);
        return sealer.Seal(Stream, 3, RecordType.Event, Plain);
    }

    private byte[]? Open(in StoredRecord record)
    {
        using var opener = new RecordOpener([(epoch, key)]);
        return opener.Open(record);
    }
}
