using Entities.Tunnels;
using Entities.Tunnels.Control;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Calls.Lac;

/// <summary>Why a dialled call ends, as CDN says it.</summary>
/// <param name="Result">Result code (RFC 2661 §4.4.2).</param>
internal sealed record LacEnd(CdnResult Result, string Text)
{
    public ushort Error { get; init; }

    /// <summary>Q.931 cause, 0: none.</summary>
    public ushort Cause { get; init; }

    public bool SendsCdn { get; init; } = true;

    /// <summary>False where the pool has ended the call itself.</summary>
    public bool ReleasesLine { get; init; } = true;
}

/// <summary>The end of a dialled call. Whatever ends it, the line is released: an orphaned line costs money (RFC 2661 §7.5.1).</summary>
internal static class LacEnding
{
    /// <summary>The Q.931 message that would have carried the cause: DISCONNECT.</summary>
    private const byte Q931Disconnect = 0x45;

    public static void End(TunnelTurn turn, LacCall call, LacEnd end)
    {
        turn.Apply(new LacCallEnded { SessionId = call.SessionId, Result = (uint)end.Result, Error = end.Error, Text = end.Text });
        if (end.SendsCdn && turn.State.IsEstablished) ControlOutput.Queue(turn, call, Cdn(turn, call.SessionId, end));
        if (end.ReleasesLine)
            turn.Do(new TellEntity(new EntityId(EntityKinds.LinePool, call.Requested.Pool), new ReleaseLine { Call = call.Name(turn.State) }));
        turn.Report(Milestone.CallEnded, end.Text, ("session", call.SessionId), ("peerSession", call.PeerSessionId),
            ("number", call.Requested.CalledNumber), ("line", call.Answered?.Line ?? ""), ("result", (uint)end.Result),
            ("resultText", end.Result.Text()), ("error", end.Error), ("cause", end.Cause));
        if (turn.State.Clearing is not null)
            ConnectionClearing.Forget(turn);
        else if (turn.State.Calls.Count == 0)
            TunnelResume.ArmIdle(turn);
    }

    public static Cdn Cdn(TunnelTurn turn, ushort sessionId, LacEnd end) => new()
    {
        AssignedSessionId = sessionId,
        ResultCode = end.Result,
        ErrorCode = end.Result == CdnResult.GeneralError ? (GeneralError)end.Error : null,
        ErrorMessage = end.Text.Length == 0 ? null : end.Text,
        Q931Cause = end.Cause != 0 && turn.Policy.SendsQ931Cause(turn.State.Peer!.HostName, turn.State.PeerEndpoint.Address)
            ? new Q931Cause(end.Cause, Q931Disconnect) : null,
    };

    /// <summary>The pool says what became of the line; it has hung up already or is doing so.</summary>
    public static void OnLineEnded(TunnelTurn turn, LacCall call, LineEnded ended) => End(turn, call,
        new LacEnd((CdnResult)ended.Result, ended.Text) { Error = (ushort)ended.Error, Cause = (ushort)ended.Cause, ReleasesLine = false });
}
