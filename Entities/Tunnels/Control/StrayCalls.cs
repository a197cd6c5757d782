using Protocols.L2tp;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Control;

/// <summary>Messages for calls that this end does not hold, where the state tables want an answer from "idle".</summary>
internal static class StrayCalls
{
    /// <summary>A call that the peer asked for and that can't be: CDN with an id that was never used for anything else.</summary>
    /// <param name="peerSessionId">What the peer assigned.</param>
    public static void Disconnect(TunnelTurn turn, ushort peerSessionId, CdnResult result, string text, GeneralError? error = null) =>
        ControlOutput.Queue(turn, new Cdn
        {
            AssignedSessionId = turn.FreshSessionId(),
            ResultCode = result,
            ErrorCode = error,
            ErrorMessage = text,
        }, peerSessionId);

    /// <summary>A message of a session that could not be read, and whose session is not known: it can be answered if it named one.</summary>
    public static void OnBadMessage(TunnelTurn turn, ProtocolError error)
    {
        if (error.PeerSessionId is { } peerSessionId and not 0)
            Disconnect(turn, peerSessionId, (CdnResult)error.ResultCode, error.Text, error.ErrorCode);
    }

    public static void Report(TunnelTurn turn, ushort sessionId, ControlMessage message) =>
        turn.Report(Milestone.UnexpectedMessage, $"{MessageCatalogue.Of(message.Type).Name} for a session that does not exist",
            ("session", sessionId), ("peer", turn.State.PeerEndpoint));
}
