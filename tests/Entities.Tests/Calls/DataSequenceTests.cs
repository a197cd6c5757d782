using Entities.Calls.Lns;
using Entities.Tests.Failover;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Calls;

/// <summary>Data sequence numbers are reserved in the journal (RFC 2661 §5.4, architecture §4).</summary>
public class DataSequenceTests
{
    private readonly RecoveringScene scene = new(speaksFailover: false);

    [Fact]
    public void ABlockIsThereFromTheStartAndTheNextIsDurableBeforeTheRowSaysSo()
    {
        scene.WithCall(21, sequencing: true);
        Entry.SequenceReserved.ShouldBe(DataSequence.Block);
        Reserve(2 * DataSequence.Block);
        scene.World.Lns.JournalOf(scene.OldId).OfType<SequenceReserved>().Single().UpTo.ShouldBe(2 * DataSequence.Block);
        (Entry.SequenceReserved, Entry.SkipReserved).ShouldBe((2 * DataSequence.Block, false));
    }

    [Fact]
    public void AskedAgainItIsSaidAgainAndNothingIsWritten()
    {
        scene.WithCall(21, sequencing: true);
        Reserve(2 * DataSequence.Block);
        Reserve(2 * DataSequence.Block);
        scene.World.Lns.JournalOf(scene.OldId).OfType<SequenceReserved>().Count().ShouldBe(1);
        scene.World.Lns.Performed.OfType<InstallForwarding>().TakeLast(2).Select(one => one.Entry.SequenceReserved)
            .ShouldBe([2 * DataSequence.Block, 2 * DataSequence.Block]);
    }

    [Fact]
    public void ABlockIsTheMostThatIsGrantedAtATime()
    {
        scene.WithCall(21, sequencing: true);
        Reserve(uint.MaxValue);
        Entry.SequenceReserved.ShouldBe(2 * DataSequence.Block);
    }

    [Fact]
    public void WhoeverTakesOverBeginsBehindAllThatWasReserved()
    {
        scene.WithCall(21, sequencing: true);
        Reserve(2 * DataSequence.Block);
        scene.World.Lns.Crash();
        scene.World.Lns.Start();
        (Entry.SequenceReserved, Entry.SkipReserved).ShouldBe((2 * DataSequence.Block, true));
    }

    [Fact]
    public void ACallWithoutSequenceNumbersHasNoneToReserve()
    {
        scene.WithCall(21);
        var rows = scene.World.Lns.Performed.OfType<InstallForwarding>().Count();
        Reserve(2 * DataSequence.Block);
        scene.World.Lns.Performed.OfType<InstallForwarding>().Count().ShouldBe(rows);
        Entry.SequenceReserved.ShouldBe(0u);
    }

    private ForwardingEntry Entry => scene.World.Lns.Performed.OfType<InstallForwarding>().Last().Entry;

    private void Reserve(uint upTo)
    {
        scene.World.Lns.Tell(scene.OldId, new ReserveSequence { SessionId = Entry.LocalSessionId, UpTo = upTo });
        scene.World.Run(0.1);
    }
}
