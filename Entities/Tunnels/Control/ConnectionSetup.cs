using Entities.Destinations;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages.Entities;
using Shared.Messages;

namespace Entities.Tunnels.Control;

/// <summary>Control connection establishment, both sides: the actions of RFC 2661 §7.2.1's table.</summary>
internal static class ConnectionSetup
{
    /// <summary>Octets of our own challenges; the RFC asks for one at least (§4.4.3).</summary>
    public const int ChallengeLength = 16;

    public static bool Handles(ControlMessage message) => message is Sccrq or Sccrp or Scccn or StopCcn;

    /// <summary>Local open: sends SCCRQ.</summary>
    public static void Open(TunnelTurn turn, OpenTunnel open)
    {
        var terms = open.Terms;
        turn.Apply(new TunnelOpening
        {
            Terms = terms,
            TieBreaker = open.TieBreaker,
            Challenge = terms.Secret.IsEmpty ? ByteString.Empty : ByteString.CopyFrom(turn.RandomBytes(ChallengeLength)),
            FirstContact = open.FirstContact,
            AtUnixMs = turn.NowUnixMs,
        });
        turn.Apply(new PeerHeard(turn.Now));
        ControlOutput.Queue(turn, ConnectionMessages.Sccrq(turn));
    }

    /// <summary>A peer's SCCRQ, for a tunnel id that its destination has just assigned.</summary>
    public static void Accept(TunnelTurn turn, ICallRole role, Datagram request)
    {
        if (!TryReadRequest(turn, request, out var header, out var body)) return;
        var hostName = HostNamePeek.Read(body) ?? "";
        var peer = request.Peer.ToIPEndPoint();
        var policy = turn.Policy.Accept(hostName, peer.Address);
        turn.Apply(new TunnelAccepting
        {
            Peer = request.Peer,
            Secret = ByteString.CopyFrom(policy is null ? default : policy.Secret.Span),
            SecretName = policy?.SecretName ?? "",
            LocalName = policy?.LocalName ?? turn.Settings.HostName,
            Challenge = policy is null || policy.Secret.IsEmpty ? ByteString.Empty : ByteString.CopyFrom(turn.RandomBytes(ChallengeLength)),
            AtUnixMs = turn.NowUnixMs,
        });
        ControlInput.Receive(turn, role, request);
    }

    public static void OnMessage(TunnelTurn turn, ICallRole role, ControlMessage message)
    {
        var fault = Check(turn, message);
        var transition = ControlConnectionTable.Next(turn.State.Phase, Event(turn, message, fault is null));
        switch (message)
        {
            case StopCcn stop:
                OnStopCcn(turn, role, stop);
                break;
            case Sccrq request when transition.Actions.HasFlag(ControlConnectionActions.SendSccrp):
                Introduce(turn, ConnectionMessages.Introduction(request, turn.State.PeerEndpoint));
                ControlOutput.Queue(turn, ConnectionMessages.Sccrp(turn));
                break;
            case Sccrp reply when transition.Actions.HasFlag(ControlConnectionActions.SendScccn):
                Introduce(turn, ConnectionMessages.Introduction(reply, turn.State.PeerEndpoint));
                Establish(turn, role, ConnectionMessages.Scccn(turn));
                break;
            case Scccn when transition.Actions.HasFlag(ControlConnectionActions.TunnelOpen):
                Establish(turn, role, reply: null);
                break;
            default:
                IntroduceRefused(turn, message);
                var (result, text) = fault ?? (StopCcnResult.FiniteStateMachineError, $"{MessageCatalogue.Of(message.Type).Name} in {turn.State.Phase}");
                Refuse(turn, role, result, text);
                break;
        }
    }

    public static void LoseTie(TunnelTurn turn, ICallRole role)
    {
        if (turn.State.Phase != ControlConnectionState.WaitCtlReply) return;
        ConnectionClearing.Clear(turn, role, new ClearReason(StopCcnResult.GeneralRequest, "lost the tie against the peer's SCCRQ")
        { Silent = true, Requeue = [.. role.CallKeys(turn.State)] });
    }

    private static bool TryReadRequest(TunnelTurn turn, Datagram request, out L2tpHeader header, out ReadOnlyMemory<byte> body)
    {
        body = default;
        if (L2tpHeader.Parse(request.Payload.Span, out header) != HeaderParse.Parsed || !header.IsControl)
        {
            turn.Report(Milestone.MalformedInput, "SCCRQ expected", ("peer", request.Peer.ToIPEndPoint()));
            return false;
        }
        body = request.Payload.Memory.Slice(header.HeaderLength, header.PayloadLength);
        return true;
    }

    private static (StopCcnResult Result, string Text)? Check(TunnelTurn turn, ControlMessage message) => message switch
    {
        Sccrq => turn.State.Accepting is { } a && turn.Policy.Accept(((Sccrq)message).HostName, a.Peer.ToIPEndPoint().Address) is null
            ? (StopCcnResult.NotAuthorized, $"host name '{((Sccrq)message).HostName}' may not open tunnels")
            : CheckChallenge(turn, ((Sccrq)message).Challenge),
        Sccrp reply => CheckName(turn, reply) ?? CheckChallenge(turn, reply.Challenge)
            ?? CheckResponse(turn, MessageType.Sccrp, turn.State.Opening?.Challenge, reply.ChallengeResponse),
        Scccn connected => CheckResponse(turn, MessageType.Scccn, turn.State.Accepting?.Challenge, connected.ChallengeResponse),
        _ => null,
    };

    private static (StopCcnResult, string)? CheckName(TunnelTurn turn, Sccrp reply) =>
        turn.State.Opening?.Terms.ExpectedPeerName is { Length: > 0 } expected && reply.HostName != expected
            ? (StopCcnResult.NotAuthorized, $"peer calls itself '{reply.HostName}', '{expected}' was expected")
            : null;

    private static (StopCcnResult, string)? CheckChallenge(TunnelTurn turn, ReadOnlyMemory<byte>? challenge) =>
        challenge is not null && turn.State.Secret.IsEmpty
            ? (StopCcnResult.NotAuthorized, "peer demands tunnel authentication and no secret is configured for it")
            : null;

    private static (StopCcnResult, string)? CheckResponse(TunnelTurn turn, MessageType carrier, ByteString? challenge, ReadOnlyMemory<byte>? response)
    {
        if (challenge is null || challenge.IsEmpty) return null;
        if (response is { } given && TunnelAuthentication.Verify(carrier, turn.State.Secret.Span, challenge.Span, given.Span)) return null;
        var secret = turn.State.Accepting?.SecretName ?? $"tunnel password of assignment '{turn.State.Opening?.Terms.AssignmentId}'";
        turn.Report(Milestone.AuthenticationMismatch, $"tunnel secret '{secret}' does not agree with peer {turn.State.PeerEndpoint}",
            ("peer", turn.State.PeerEndpoint), ("secret", secret));
        return (StopCcnResult.NotAuthorized, "challenge response does not match");
    }

    private static ControlConnectionEvent Event(TunnelTurn turn, ControlMessage message, bool isOk) => message switch
    {
        Sccrq => isOk ? ControlConnectionEvent.SccrqAcceptable : ControlConnectionEvent.SccrqNotAcceptable,
        Sccrp => isOk ? ControlConnectionEvent.SccrpAcceptable : ControlConnectionEvent.SccrpNotAcceptable,
        Scccn => isOk ? ControlConnectionEvent.ScccnAcceptable : ControlConnectionEvent.ScccnNotAcceptable,
        _ => ControlConnectionEvent.StopCcnReceived,
    };

    private static void Introduce(TunnelTurn turn, PeerIntroduced peer) => turn.Apply(peer);

    /// <summary>A refused peer must still be reachable by its tunnel id: StopCCN goes to it.</summary>
    private static void IntroduceRefused(TunnelTurn turn, ControlMessage message)
    {
        if (turn.State.Peer is not null) return;
        if (message is Sccrq request) Introduce(turn, ConnectionMessages.Introduction(request, turn.State.PeerEndpoint));
        if (message is Sccrp reply) Introduce(turn, ConnectionMessages.Introduction(reply, turn.State.PeerEndpoint));
    }

    private static void Establish(TunnelTurn turn, ICallRole role, Scccn? reply)
    {
        turn.Apply(new TunnelEstablished { AtUnixMs = turn.NowUnixMs });
        if (reply is not null) ControlOutput.Queue(turn, reply);
        turn.Report(Milestone.TunnelEstablished, turn.State.Peer!.HostName, ("peer", turn.State.PeerEndpoint), ("peerTunnel", turn.State.PeerTunnelId));
        Keepalive.ArmHello(turn);
        turn.ReportLoad(role);
        role.OnTunnelUp(turn);
    }

    private static void OnStopCcn(TunnelTurn turn, ICallRole role, StopCcn stop)
    {
        var text = $"{stop.ResultCode.Text()}{(stop.ErrorMessage is { Length: > 0 } said ? $": {said}" : "")}";
        ConnectionClearing.Clear(turn, role, new ClearReason(stop.ResultCode, text)
        {
            Error = stop.ErrorCode ?? GeneralError.None,
            ByPeer = true,
            Failed = turn.State.Established is null || role.CallKeys(turn.State).Any(),
        });
    }

    private static void Refuse(TunnelTurn turn, ICallRole role, StopCcnResult result, string text) =>
        ConnectionClearing.Clear(turn, role, new ClearReason(result, text) { Failed = true });
}
