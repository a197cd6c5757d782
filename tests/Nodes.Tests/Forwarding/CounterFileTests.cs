using System.Net;
using Lns.Node.Forwarding.Counters;
using Shared.Messages;

namespace Nodes.Tests.Forwarding;

public sealed class CounterFileTests : IDisposable
{
    private static readonly IPEndPoint Local = IPEndPoint.Parse("127.0.0.1:1701");
    private static readonly IPEndPoint Peer = IPEndPoint.Parse("127.0.0.2:1701");

    private readonly string folder = Directory.CreateTempSubdirectory("counters").FullName;

    private string FilePath => Path.Combine(folder, "counters");

    [Fact]
    public void CountsBothWays()
    {
        var traffic = CounterFile.Open(FilePath, 4).Attach(Identity(1), 0);
        traffic.CountInput(100, 5_000);
        traffic.CountInput(50, 6_000);
        traffic.CountOutput(7, 7_000);
        traffic.Read().ShouldBe(new TrafficCounters
        {
            InputOctets = 150, InputPackets = 2, OutputOctets = 7, OutputPackets = 1, LastTrafficUnixMs = 7_000,
        });
    }

    [Fact]
    public void TotalsAreInTheFileAtOnce()
    {
        // without closing anything: what another process would see after kill -9
        CounterFile.Open(FilePath, 4).Attach(Identity(1), 0).CountInput(0x11223344, 1);
        BitConverter.ToInt64(ReadShared(), 64 + 24).ShouldBe(0x11223344);
    }

    [Fact]
    public void ReinstalledSessionCountsOnAfterARestart()
    {
        var before = CounterFile.Open(FilePath, 4);
        before.Attach(Identity(1), 0).CountInput(100, 1);
        before.Attach(Identity(2), 0).CountInput(200, 1);

        var after = CounterFile.Open(FilePath, 4);
        after.Attach(Identity(2), 9).CountInput(1, 2);
        after.Attach(Identity(1), 9).Read().InputOctets.ShouldBe(100ul);
        after.Attach(Identity(2), 9).Read().InputOctets.ShouldBe(201ul);
    }

    [Fact]
    public void SequenceNumbersGoOnAfterARestartAndWrap()
    {
        var before = CounterFile.Open(FilePath, 4).Attach(Identity(1), 0);
        for (var n = 0; n <= ushort.MaxValue; n++)
            before.TakeNs().ShouldBe((ushort)n);
        before.TakeNs().ShouldBe((ushort)0);
        CounterFile.Open(FilePath, 4).Attach(Identity(1), 0).TakeNs().ShouldBe((ushort)1);
    }

    [Fact]
    public void EndedSessionCanBeReadButNotCountedOn()
    {
        var file = CounterFile.Open(FilePath, 4);
        file.Attach(Identity(1), 0).CountInput(100, 1);
        file.Release(Identity(1).Key);
        file.Find(Identity(1).Key)!.InputOctets.ShouldBe(100ul);

        var later = CounterFile.Open(FilePath, 4);
        later.Find(Identity(1).Key)!.InputOctets.ShouldBe(100ul);
        later.Attach(Identity(1), 5).Read().InputOctets.ShouldBe(0ul);
        later.Find(Identity(1).Key)!.InputOctets.ShouldBe(0ul);
    }

    [Fact]
    public void AnotherCallUnderOldIdsStartsAtZero()
    {
        CounterFile.Open(FilePath, 4).Attach(Identity(1), 0).CountInput(100, 1);
        var after = CounterFile.Open(FilePath, 4);
        after.Attach(SlotIdentity.Of(Local, 7, 1, Peer, 8, 99), 5).Read().InputOctets.ShouldBe(0ul);
        after.Find(Identity(1).Key)!.InputOctets.ShouldBe(0ul);
    }

    [Fact]
    public void UnknownSessionHasNoTotals() => CounterFile.Open(FilePath, 4).Find(Identity(1).Key).ShouldBeNull();

    [Fact]
    public void FullFileGivesTheSlotOfTheSessionThatEndedFirst()
    {
        var file = CounterFile.Open(FilePath, 2);
        file.Attach(Identity(1), 0).CountInput(1, 1);
        file.Attach(Identity(2), 0).CountInput(2, 1);
        file.Release(Identity(2).Key);
        file.Release(Identity(1).Key);
        file.Attach(Identity(3), 0).CountInput(3, 1);

        file.Find(Identity(1).Key)!.InputOctets.ShouldBe(1ul);
        file.Find(Identity(2).Key).ShouldBeNull();
        file.Find(Identity(3).Key)!.InputOctets.ShouldBe(3ul);
        file.Unsaved.ShouldBe(0);
    }

    [Fact]
    public void SessionThatNeverCameBackGivesItsSlotWhenThereIsNoOther()
    {
        var before = CounterFile.Open(FilePath, 2);
        before.Attach(Identity(1), 0).CountInput(1, 1);
        before.Attach(Identity(2), 0).CountInput(2, 1);

        var after = CounterFile.Open(FilePath, 2);
        after.Attach(Identity(2), 0);
        after.Attach(Identity(3), 0).Read().InputOctets.ShouldBe(0ul);
        after.Find(Identity(2).Key)!.InputOctets.ShouldBe(2ul);
        after.Find(Identity(1).Key).ShouldBeNull();
    }

    [Fact]
    public void SessionsBeyondTheRoomAreCountedInMemory()
    {
        var file = CounterFile.Open(FilePath, 1);
        file.Attach(Identity(1), 0);
        var unsaved = file.Attach(Identity(2), 0);
        unsaved.CountInput(5, 1);
        unsaved.Read().InputOctets.ShouldBe(5ul);
        file.Unsaved.ShouldBe(1);
    }

    [Fact]
    public void SlotsAreReusedWithoutEnd()
    {
        var file = CounterFile.Open(FilePath, 3);
        for (ushort call = 1; call < 1_000; call++)
        {
            file.Attach(Identity(call), 0).CountInput(call, 1);
            file.Find(Identity(call).Key)!.InputOctets.ShouldBe((ulong)call);
            file.Release(Identity(call).Key);
        }
        file.Unsaved.ShouldBe(0);
        new FileInfo(FilePath).Length.ShouldBe(4 * 64);
    }

    [Theory]
    [InlineData("no counter file, but as long as one with a single slot would be:"
        + " 128 octets that say nothing of slots or of counters of any kind")]
    [InlineData("short")]
    public void OtherFilesAreRefusedByName(string content)
    {
        File.WriteAllText(FilePath, content);
        Should.Throw<IOException>(() => CounterFile.Open(FilePath, 4)).Message.ShouldContain(FilePath);
        File.ReadAllText(FilePath).ShouldBe(content);
    }

    [Fact]
    public void UnwritablePlaceIsAnErrorThatNamesIt() =>
        Should.Throw<IOException>(() => CounterFile.Open(Path.Combine(folder, "absent", "counters"))).Message.ShouldContain("absent");

    [Fact]
    public void LayoutIsFrozen()
    {
        var file = CounterFile.Open(FilePath, 1);
        var traffic = file.Attach(Identity(0x55), 0x11223344_000);
        traffic.CountInput(1, 0x77);
        traffic.CountOutput(2, 0x77);
        traffic.TakeNs();
        var bytes = ReadShared();
        Convert.ToHexString(bytes.AsSpan(0, 8)).ShouldBe("42524153636E7401");
        uint[] words = [.. Enumerable.Range(0, 6).Select(n => BitConverter.ToUInt32(bytes, 64 + n * 4))];
        words[0].ShouldBe(1u);
        words[1].ShouldBe(0x0007_0055u);
        // FNV-1a of 7F 00 00 01 and the port, low octet first; the same over the peer and both of its ids
        words[2].ShouldBe(Fnv(0x7F, 0, 0, 1, 0xA5, 0x06));
        words[3].ShouldBe(Fnv(0x7F, 0, 0, 2, 0xA5, 0x06, 8, 0, 9, 0));
        words[4].ShouldBe((uint)(0x11223344_000L / 1000));
        words[5].ShouldBe(1u);
        Enumerable.Range(0, 5).Select(n => BitConverter.ToInt64(bytes, 88 + n * 8)).ShouldBe([1, 2, 1, 1, 0x77]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static SlotIdentity Identity(ushort sessionId) => SlotIdentity.Of(Local, 7, sessionId, Peer, 8, 9);

    private static uint Fnv(params byte[] octets) => octets.Aggregate(2166136261u, (hash, octet) => (hash ^ octet) * 16777619u);

    private byte[] ReadShared()
    {
        using var stream = new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
