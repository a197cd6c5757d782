using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels;

/// <summary>
/// Records that a server has taken. That is no promise to anyone: a crash that forgets it sends a copy, which the server can tell by its
/// Event-Timestamp. So it costs no record of its own, but goes with the tunnel's next one, and is written alone only where none follows.
/// </summary>
internal static class AccountingConfirmations
{
    /// <summary>How long a confirmation waits for company: what bounds the copies that a takeover sends.</summary>
    public const int PatienceSeconds = 60;

    public static void Take(TunnelTurn turn, AccountingConfirmed confirmed)
    {
        if (!turn.State.Accounting.ContainsKey(confirmed.RecordId)) return;
        if (turn.State.Confirmed.IsEmpty)
            turn.Do(new StartTimer(TunnelTimers.Confirmed, turn.Now.AddSeconds(PatienceSeconds)));
        turn.Apply(new RecordConfirmed(confirmed.RecordId));
        turn.Report(Milestone.AccountingConfirmed, confirmed.RecordId);
    }

    public static void Write(TunnelTurn turn)
    {
        foreach (var recordId in turn.State.Confirmed)
            turn.Apply(new AccountingDone { RecordId = recordId });
    }
}
