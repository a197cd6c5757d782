using Entities.DialOut.Sessions;
using Shared.Messages;

namespace Entities.Tests.DialOut;

public class DialOutTableTests
{
    private static readonly DialOutState[] States = Enum.GetValues<DialOutState>();
    private static readonly DialOutEvent[] Events = Enum.GetValues<DialOutEvent>();

    public static TheoryData<DialOutState, DialOutEvent> Product()
    {
        var data = new TheoryData<DialOutState, DialOutEvent>();
        foreach (var state in States)
            foreach (var happened in Events)
                data.Add(state, happened);
        return data;
    }

    [Theory]
    [MemberData(nameof(Product))]
    public void EveryPairHasItsRow(DialOutState state, DialOutEvent happened)
    {
        var rule = DialOutTable.Of(state, happened);

        Enum.IsDefined(rule.Action).ShouldBeTrue();
        Enum.IsDefined(rule.Next).ShouldBeTrue();
        // what changes nothing stays where it is
        if (rule.Action is DialOutAction.Ignore or DialOutAction.Drop or DialOutAction.Buffer or DialOutAction.ForwardLate
            or DialOutAction.NoteTunnel or DialOutAction.PlaceNext or DialOutAction.Confirm or DialOutAction.CloseStray
            or DialOutAction.NoteEnd or DialOutAction.CountLate or DialOutAction.ReturnSlot)
            rule.Next.ShouldBe(state);
    }

    [Fact]
    public void EveryStateIsReachedAndCanBeLeft()
    {
        var reached = new HashSet<DialOutState> { DialOutState.None };
        for (var grew = true; grew;)
            grew = States.Where(reached.Contains).ToList().SelectMany(state => Events.Select(happened => DialOutTable.Of(state, happened).Next))
                .ToList().Count(reached.Add) > 0;

        reached.ShouldBe(States, ignoreOrder: true);
        foreach (var state in States.Where(state => state != DialOutState.None))
            DialOutTable.Of(state, DialOutEvent.Delete).Next.ShouldBe(DialOutState.None);
    }

    [Fact]
    public void NothingButResetAndDeleteLeavesFailed()
    {
        foreach (var happened in Events.Where(happened => happened is not (DialOutEvent.Reset or DialOutEvent.Delete)))
            DialOutTable.Of(DialOutState.Failed, happened).Next.ShouldBe(DialOutState.Failed);
    }

    [Fact]
    public void OnlyATriggerOrAFreePlaceBeginsToAsk()
    {
        foreach (var state in States)
            foreach (var happened in Events)
                if (DialOutTable.Of(state, happened).Next == DialOutState.Authenticating && state != DialOutState.Authenticating)
                    happened.ShouldBeOneOf(DialOutEvent.Trigger, DialOutEvent.SlotFree);
    }
}
