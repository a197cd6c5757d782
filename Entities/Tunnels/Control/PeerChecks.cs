using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels.Control;

/// <summary>Whether a peer may have a tunnel: its name, its proof that it knows the secret, and what it asks for (RFC 2661 §4.4.3, §5.1.1).</summary>
internal static class PeerChecks
{
    /// <returns>Null: acceptable; else what StopCCN says.</returns>
    public static (StopCcnResult Result, string Text)? Check(TunnelTurn turn, ControlMessage message) => message switch
    {
        Sccrq when turn.State.Accepting is { Refusal: { Length: > 0 } refusal } => (StopCcnResult.GeneralError, refusal),
        // no destination sends one here that is not for the tunnel that this one recovers
        Sccrq { TunnelRecovery: not null } when turn.State.Recovers is null => (StopCcnResult.GeneralError, "no tunnel to recover (RFC 4951 §3.2.1)"),
        Sccrq request when turn.State.Accepting is { Refused: true } =>
            (StopCcnResult.NotAuthorized, $"host name '{request.HostName}' may not open tunnels"),
        Sccrq request => CheckChallenge(turn, request.Challenge),
        Sccrp reply => CheckName(turn, reply) ?? CheckChallenge(turn, reply.Challenge)
            ?? CheckResponse(turn, MessageType.Sccrp, turn.State.Opening?.Challenge, reply.ChallengeResponse),
        Scccn connected => CheckResponse(turn, MessageType.Scccn, turn.State.Accepting?.Challenge, connected.ChallengeResponse),
        _ => null,
    };

    /// <summary>A name for the secret of an authorisation, which must not be printed itself.</summary>
    public static string SecretOf(TunnelTerms terms) => $"tunnel password of assignment '{terms.AssignmentId}'";

    private static (StopCcnResult, string)? CheckName(TunnelTurn turn, Sccrp reply) =>
        turn.State.Opening?.Terms.ExpectedPeerName is { Length: > 0 } expected && reply.HostName != expected
            ? (StopCcnResult.NotAuthorized, $"peer calls itself '{reply.HostName}', '{expected}' was expected")
            : null;

    private static (StopCcnResult, string)? CheckChallenge(TunnelTurn turn, ReadOnlyMemory<byte>? challenge)
    {
        if (challenge is null || !turn.State.Secret.IsEmpty) return null;
        Mismatch(turn, "peer demands tunnel authentication, and no secret is configured for it");
        return (StopCcnResult.NotAuthorized, "no secret is shared with this peer");
    }

    private static (StopCcnResult, string)? CheckResponse(TunnelTurn turn, MessageType carrier, ByteString? challenge, ReadOnlyMemory<byte>? response)
    {
        if (challenge is null || challenge.IsEmpty) return null;
        if (response is not { } given)
        {
            Mismatch(turn, "peer does not answer the challenge");
            return (StopCcnResult.NotAuthorized, "challenge response is missing");
        }
        if (TunnelAuthentication.Verify(carrier, turn.State.Secret.Span, challenge.Span, given.Span)) return null;
        Mismatch(turn, "challenge response does not match");
        return (StopCcnResult.NotAuthorized, "challenge response does not match");
    }

    private static void Mismatch(TunnelTurn turn, string what)
    {
        var secret = turn.State.Accepting?.SecretName ?? SecretOf(turn.State.Opening!.Terms);
        turn.Report(Milestone.AuthenticationMismatch, $"tunnel secret '{secret}' does not agree with peer {turn.State.PeerEndpoint}: {what}",
            ("peer", turn.State.PeerEndpoint), ("secret", secret));
    }
}
