using Engine.Tests.Ledger;

namespace Engine.Tests.Contract;

// What can't wait for the journal: it is asked of the state that the journal has, and performed at once.
public abstract partial class EntityHostContract
{
    [Fact]
    public async Task WhatNeedsNoJournalIsAnsweredFromTheDurableStateWhileACommitIsOut()
    {
        await Ask(Alice, new Deposit { Amount = 5 });
        Performer.Clear();
        Host.HoldCommits();
        Host.Host.Tell(Alice, new Deposit { Amount = 7 });
        await Host.CommitIsHeld();
        Host.Host.Tell(Alice, new Knock());
        Host.Host.Tell(Alice, new Deposit { Amount = 9 });
        Host.Host.Tell(Alice, new Knock());
        // a second entity shows that the host goes on; where it lives says nothing about Alice
        (await Ask(Bob, new Touch())).Touches.ShouldBe(1);
        await Performer.Until(Alice, texts => texts.Count == 2);
        Performer.TextsOf(Alice).ShouldBe(["who is there? 1 knocks, 5 in the journal", "who is there? 2 knocks, 5 in the journal"]);

        Host.ReleaseCommits();
        await Host.Settle();
        Performer.TextsOf(Alice).Skip(2).ShouldBe(["deposited 7", "knocked, total 12", "deposited 9", "knocked, total 21"]);
        (await Ask(Alice, new Peek())).ShouldBe(new Balance { Total = 21, Deposits = 3, Touches = 2 });
    }

    [Fact]
    public async Task WithoutACommitUnderWayNothingIsAnsweredTwice()
    {
        await Ask(Alice, new Deposit { Amount = 5 });
        Performer.Clear();
        Host.Host.Tell(Alice, new Knock());
        await Host.Settle();
        Performer.TextsOf(Alice).ShouldBe(["knocked, total 5"]);
    }
}
