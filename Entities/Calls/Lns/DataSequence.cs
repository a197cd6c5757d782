using Entities.Tunnels;
using Shared.Messages;

namespace Entities.Calls.Lns;

/// <summary>
/// Numbers of data messages (RFC 2661 §5.4), reserved in the journal block by block: another machine that takes over does not know how
/// many of them were used, and begins behind the block.
/// </summary>
internal static class DataSequence
{
    /// <summary>A jump of a block must look like a loss: a receiver takes a number as later up to 32 767 ahead.</summary>
    public const uint Block = 4_096;

    public static void Reserve(TunnelTurn turn, ReserveSequence ask)
    {
        if (LnsCalls.Find(turn.State, (ushort)ask.SessionId) is not { Ended: null, Connected.Sequencing: true } call) return;
        // the row that says so may have been lost; a block at a time, whoever asks
        if (ask.UpTo > call.SequenceReserved)
            turn.Apply(new SequenceReserved { SessionId = call.SessionId, UpTo = Math.Min(ask.UpTo, call.SequenceReserved + Block) });
        NetworkLayer.InstallForwarding(turn, LnsCalls.Get(turn.State, call.SessionId));
    }

    /// <summary>RFC 4951 §3.2.3: from 0 again.</summary>
    public static void Restart(TunnelTurn turn, LnsCall call)
    {
        if (call.SequenceReserved != Block)
            turn.Apply(new SequenceReserved { SessionId = call.SessionId, UpTo = Block });
        NetworkLayer.InstallForwarding(turn, LnsCalls.Get(turn.State, call.SessionId), restartsSequence: true);
    }
}
