using Entities.Tunnels;
using Entities.Tunnels.Control;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lac;

/// <summary>The end of a dialled call. Whatever ends it, the line is released: an orphaned line costs money (RFC 2661 §7.5.1).</summary>
internal static class LacEnding
{
    public static void End(TunnelTurn turn, LacCall call, CdnResult result, ushort error, string text, bool sendsCdn, bool releasesLine = true)
    {
        turn.Apply(new LacCallEnded { SessionId = call.SessionId, Result = (uint)result, Error = error, Text = text });
        if (sendsCdn)
            ControlOutput.Queue(turn, new Cdn
            {
                AssignedSessionId = call.SessionId,
                ResultCode = result,
                ErrorCode = result == CdnResult.GeneralError ? (GeneralError)error : null,
                ErrorMessage = text.Length == 0 ? null : text,
            }, call.PeerSessionId);
        if (releasesLine)
            turn.Do(new TellEntity(new EntityId(EntityKinds.LinePool, call.Requested.Pool), new ReleaseLine { Call = call.Name(turn.State) }));
        turn.Report(Milestone.CallEnded, text, ("session", call.SessionId), ("peerSession", call.PeerSessionId), ("number", call.Requested.CalledNumber),
            ("line", call.Answered?.Line ?? ""), ("result", (uint)result), ("resultText", result.Text()), ("error", error));
        if (turn.State.Clearing is not null)
            ConnectionClearing.Forget(turn);
        else if (turn.State.Calls.Count == 0)
            TunnelResume.ArmIdle(turn);
    }

    /// <summary>The pool says what became of the line; it has hung up already or is doing so.</summary>
    public static void OnLineEnded(TunnelTurn turn, LacCall call, LineEnded ended) =>
        End(turn, call, (CdnResult)ended.Result, (ushort)ended.Error, ended.Text, sendsCdn: turn.State.IsEstablished, releasesLine: false);
}
