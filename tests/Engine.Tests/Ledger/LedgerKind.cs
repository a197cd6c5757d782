using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Engine.Tests.Ledger;

/// <summary>Reports what it does as <see cref="Report"/> effects, so that a test reads the order of effects as texts.</summary>
public sealed class LedgerKind : EntityKind<LedgerState>
{
    public const string Name = "ledger";

    /// <summary>A <see cref="Report"/> of this text makes the recording performer throw.</summary>
    public const string Explosive = "explosive";

    public override string Kind => Name;

    public override JournalSchema Journal { get; } = JournalSchema.Of(LedgerEvent.Descriptor);

    public static EntityId Id(string key) => new(Name, key);

    protected override LedgerState InitialState(string key) => new(key);

    protected override void Decide(Turn<LedgerState> turn, IMessage command)
    {
        switch (command)
        {
            case Deposit deposit:
                turn.Apply(new Deposited { Amount = deposit.Amount, Memo = deposit.Memo });
                turn.Do(Say($"deposited {deposit.Amount}"));
                turn.Do(new Reply(Balance(turn.State)));
                break;
            case DepositAll all:
                foreach (var amount in all.Amounts)
                    turn.Apply(new Deposited { Amount = amount });
                turn.Do(Say($"deposited {all.Amounts.Count} times"));
                turn.Do(new Reply(Balance(turn.State)));
                break;
            case SendOn send:
                turn.Apply(new SentOn { Amount = send.Amount });
                turn.Do(new TellEntity(Id(send.To), new Deposit { Amount = send.Amount }));
                break;
            case Peek:
                turn.Do(new Reply(Balance(turn.State)));
                break;
            case Knock:
                turn.Apply(new Touched());
                turn.Do(Say($"knocked, total {turn.State.Total}"));
                break;
            case Touch:
                turn.Apply(new Touched());
                turn.Do(Say($"touched {turn.State.Touches}"));
                turn.Do(new Reply(Balance(turn.State)));
                break;
            case Remind remind:
                var due = turn.Now.AddMilliseconds(remind.AfterMs);
                turn.Apply(new ReminderSet { Name = remind.Name, DueUnixMs = due.ToUnixTimeMilliseconds() });
                turn.Do(new StartTimer(remind.Name, due));
                break;
            case CancelReminder cancel:
                turn.Apply(new ReminderGone { Name = cancel.Name });
                turn.Do(new CancelTimer(cancel.Name));
                break;
            case TimerFired fired:
                turn.Apply(new ReminderGone { Name = fired.Name });
                turn.Do(Say($"reminded of {fired.Name}"));
                break;
            case CloseAccount:
                turn.Apply(new Closed());
                turn.Do(Say("closed"));
                break;
            case Misbehave misbehave:
                Break(turn, misbehave.How);
                break;
            default:
                throw new InvalidOperationException($"no command of a ledger: {command.Descriptor.Name}");
        }
    }

    protected override void Meanwhile(Turn<LedgerState> turn, IMessage command)
    {
        if (command is not Knock)
            return;
        turn.Apply(new Touched());
        turn.Do(Say($"who is there? {turn.State.Touches} knocks, {turn.State.Total} in the journal"));
    }

    protected override void Resume(Turn<LedgerState> turn)
    {
        turn.Do(Say(turn.Moment.Tail == JournalTail.Whole ? $"resumed {turn.State.Total}" : $"resumed {turn.State.Total}, and more may be missing"));
        foreach (var (name, due) in turn.State.Reminders)
            turn.Do(new StartTimer(name, due));
    }

    protected override LedgerState Evolve(LedgerState state, object @event) => @event switch
    {
        Deposited deposited => state with
        {
            Total = state.Total + deposited.Amount, Deposits = state.Deposits + 1, Memo = deposited.Memo, IsClosed = false,
        },
        SentOn sent => state with { Total = state.Total - sent.Amount },
        ReminderSet set => state with { Reminders = state.Reminders.SetItem(set.Name, DateTimeOffset.FromUnixTimeMilliseconds(set.DueUnixMs)) },
        ReminderGone gone => state with { Reminders = state.Reminders.Remove(gone.Name) },
        Closed => state with { IsClosed = true },
        Touched => state with { Touches = state.Touches + 1 },
        LedgerSnapshot snapshot => FromSnapshot(state.Key, snapshot),
        Poison => throw new InvalidOperationException("poison"),
        _ => throw new InvalidOperationException($"no event of a ledger: {@event.GetType().Name}"),
    };

    protected override IMessage Snapshot(LedgerState state) => new LedgerSnapshot
    {
        Total = state.Total,
        Deposits = state.Deposits,
        Memo = state.Memo,
        IsClosed = state.IsClosed,
        Reminders = { state.Reminders.Select(r => new ReminderSet { Name = r.Key, DueUnixMs = r.Value.ToUnixTimeMilliseconds() }) },
    };

    protected override bool IsOver(LedgerState state) => state.IsClosed;

    private static LedgerState FromSnapshot(string key, LedgerSnapshot snapshot)
    {
        var empty = new LedgerState(key);
        return empty with
        {
            Total = snapshot.Total,
            Deposits = snapshot.Deposits,
            Memo = snapshot.Memo,
            IsClosed = snapshot.IsClosed,
            Reminders = empty.Reminders.AddRange(snapshot.Reminders.Select(r =>
                KeyValuePair.Create(r.Name, DateTimeOffset.FromUnixTimeMilliseconds(r.DueUnixMs)))),
        };
    }

    private static void Break(Turn<LedgerState> turn, Misbehave.Types.How how)
    {
        switch (how)
        {
            case Misbehave.Types.How.ThrowInEffect:
                turn.Do(Say(Explosive));
                turn.Do(Say("after the explosion"));
                break;
            case Misbehave.Types.How.NoEvent:
                turn.Apply(new Touched());
                break;
            default:
                turn.Apply(new Touched());
                throw new InvalidOperationException("broken on purpose");
        }
    }

    private static Balance Balance(LedgerState state) =>
        new() { Total = state.Total, Deposits = state.Deposits, Touches = state.Touches, Memo = state.Memo };

    private static Report Say(string text) => new(Milestone.UnexpectedMessage, text);

    private sealed record Touched : ITransientEvent;
}
