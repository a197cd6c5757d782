using Engine.Tests.Ledger;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Engine.Tests.Journal;

public sealed class DecisionRecordTests
{
    private static readonly JournalSchema Schema = JournalSchema.Of(LedgerEvent.Descriptor);
    private static readonly Deposited First = new() { Amount = 5, Memo = "m" };
    private static readonly SentOn Second = new() { Amount = 2 };

    [Fact]
    public void OneEventStandsForItself()
    {
        // field 1 (deposited), 5 octets: field 1 (amount) 5, field 2 (memo) "m"
        var octets = DecisionRecord.Write(Schema, [First]);
        Convert.ToHexString(octets).ShouldBe("0A050805" + "12016D");
        DecisionRecord.Read(Schema, octets).ShouldBe([First]);
    }

    [Fact]
    public void SeveralStandInField15InTheirOrder()
    {
        // twice field 15 with an event in it; the second is field 2 (sent_on) with field 1 (amount) 2
        var octets = DecisionRecord.Write(Schema, [First, Second]);
        Convert.ToHexString(octets).ShouldBe("7A07" + "0A05080512016D" + "7A04" + "12020802");
        DecisionRecord.Read(Schema, octets).ShouldBe([First, Second]);
    }

    [Fact]
    public void AnEventOfANewerVersionIsKnownAsSuch()
    {
        // field 14 of the wrapper: not here yet
        DecisionRecord.Read(Schema, Convert.FromHexString("7200")).ShouldBeNull();
        DecisionRecord.Read(Schema, Convert.FromHexString("7A07" + "0A05080512016D" + "7A02" + "7200")).ShouldBeNull();
    }

    [Fact]
    public void EveryTruncationIsNoRecordOrAShorterOne()
    {
        var octets = DecisionRecord.Write(Schema, [First, Second]);
        for (var length = 0; length < octets.Length; length++)
            try
            {
                DecisionRecord.Read(Schema, octets.AsSpan(0, length))?.ShouldBe([First], $"length {length}");
            }
            catch (InvalidProtocolBufferException)
            {
                // the seal around a record keeps this from ever being asked
            }
    }

    [Fact]
    public void ARecordOfNothingIsNotWritten() => Should.Throw<ArgumentException>(() => DecisionRecord.Write(Schema, []));

    [Fact]
    public void AWrapperThatUsesTheNumberIsNoSchema() =>
        Should.Throw<ArgumentException>(() => JournalSchema.Of(ReservedNumberTaken.Descriptor)).Message.ShouldContain("taken");
}
