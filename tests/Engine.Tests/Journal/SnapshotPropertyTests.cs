using Engine.Tests.Ledger;
using Engine.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace Engine.Tests.Journal;

public sealed class SnapshotPropertyTests
{
    /// <summary>Whatever happened, and wherever snapshots and crashes fell: replay gives the durable state that was.</summary>
    [Fact]
    public void ReplayFromSnapshotsEqualsReplayOfEverything()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll<byte[], PositiveInt, PositiveInt>((steps, snapshotAfter, crashAfter) =>
        {
            var whole = Run(steps, snapshotAfter: int.MaxValue, crashAfter: int.MaxValue);
            var cut = Run(steps, snapshotAfter.Get, crashAfter.Get);
            return whole.Equals(cut);
        }));
    }

    private static Balance Run(byte[] steps, int snapshotAfter, int crashAfter)
    {
        var host = new PumpedHost();
        host.Settings = host.Settings with { SnapshotAfterRecords = snapshotAfter };
        host.StartAsync().GetAwaiter().GetResult();
        var alice = LedgerKind.Id("alice");
        for (var i = 0; i < steps.Length; i++)
        {
            host.Tell(alice, Command(steps[i]));
            host.Settle();
            if (i % crashAfter == crashAfter - 1)
                Restart(host);
        }
        Restart(host);
        var answer = host.Ask(alice, new Peek(), TimeSpan.FromSeconds(1));
        return (Balance)answer.GetAwaiter().GetResult();
    }

    private static void Restart(PumpedHost host)
    {
        host.CrashAsync();
        host.StartAsync().GetAwaiter().GetResult();
    }

    private static IMessage Command(byte step) => (step % 6) switch
    {
        0 => new Touch(),
        1 => new Remind { Name = $"{step % 3}", AfterMs = 1_000_000 },
        2 => new CancelReminder { Name = $"{step % 3}" },
        3 when step > 200 => new CloseAccount(),
        4 => new SendOn { To = "bob", Amount = step },
        _ => new Deposit { Amount = step, Memo = $"memo {step}" },
    };
}
