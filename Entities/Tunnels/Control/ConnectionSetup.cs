using Entities.Destinations;
using Entities.Tunnels.Failover;
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
            Recovers = open.Recovers,
            AtUnixMs = turn.NowUnixMs,
        });
        turn.Apply(new PeerHeard(turn.Now));
        ControlOutput.Queue(turn, ConnectionMessages.Sccrq(turn));
        ArmSetUp(turn);
    }

    /// <summary>A peer's SCCRQ, for a tunnel id that its destination has just assigned.</summary>
    public static void Accept(TunnelTurn turn, ICallRole role, AcceptTunnel accept)
    {
        var request = accept.Request;
        if (!TryReadRequest(turn, request, out var header, out var body)) return;
        var hostName = HostNamePeek.Read(body) ?? "";
        var peer = request.Peer.ToIPEndPoint();
        var policy = Inherited(turn, accept.Terms) ?? turn.Policy.Accept(hostName, peer.Address);
        turn.Apply(new TunnelAccepting
        {
            Peer = request.Peer,
            Secret = ByteString.CopyFrom(policy is null ? default : policy.Secret.Span),
            SecretName = policy?.SecretName ?? "",
            LocalName = policy?.LocalName ?? turn.Settings.HostName,
            Challenge = policy is null || policy.Secret.IsEmpty ? ByteString.Empty : ByteString.CopyFrom(turn.RandomBytes(ChallengeLength)),
            AtUnixMs = turn.NowUnixMs,
            Refused = policy is null,
        });
        ArmSetUp(turn);
        ControlInput.Receive(turn, role, request);
    }

    /// <summary>A peer may acknowledge our message and never answer it, or never go on after our answer: then no timer of the channel runs.</summary>
    public static void ArmSetUp(TunnelTurn turn) => turn.Do(new StartTimer(TunnelTimers.SetUp, turn.Now.AddSeconds(turn.Settings.SetUpSeconds)));

    public static void OnSetUpTimer(TunnelTurn turn, ICallRole role)
    {
        if (turn.State is { Established: null, Clearing: null })
            Refuse(turn, role, StopCcnResult.GeneralRequest, turn.State.IsInitiator ? "no SCCRP in time" : "no SCCCN in time");
    }

    /// <summary>A message of the tunnel that could not be understood (RFC 2661 §7.1).</summary>
    public static void RefuseUnreadable(TunnelTurn turn, ICallRole role, ProtocolError error)
    {
        if (error.PeerTunnelId is { } peerTunnelId) IntroduceBare(turn, peerTunnelId);
        ConnectionClearing.Clear(turn, role, new ClearReason((StopCcnResult)error.ResultCode, error.Text) { Error = error.ErrorCode, Failed = true });
    }

    public static void OnMessage(TunnelTurn turn, ICallRole role, ControlMessage message)
    {
        var fault = PeerChecks.Check(turn, message);
        var transition = ControlConnectionTable.Next(turn.State.Phase, Event(turn, message, fault is null));
        switch (message)
        {
            case StopCcn stop:
                OnStopCcn(turn, role, stop);
                break;
            case Sccrq request when transition.Actions.HasFlag(ControlConnectionActions.SendSccrp):
                turn.Apply(ConnectionMessages.Introduction(request, turn.Source!));
                ControlOutput.Queue(turn, ConnectionMessages.Sccrp(turn));
                break;
            case Sccrp reply when transition.Actions.HasFlag(ControlConnectionActions.SendScccn):
                turn.Apply(ConnectionMessages.Introduction(reply, turn.Source!));
                Establish(turn, role, ConnectionMessages.Scccn(turn), reply);
                break;
            case Scccn when transition.Actions.HasFlag(ControlConnectionActions.TunnelOpen):
                Establish(turn, role, scccn: null, reply: null);
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
        { Silent = true, PlaceAgain = true });
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

    private static ControlConnectionEvent Event(TunnelTurn turn, ControlMessage message, bool isOk) => message switch
    {
        Sccrq => isOk ? ControlConnectionEvent.SccrqAcceptable : ControlConnectionEvent.SccrqNotAcceptable,
        Sccrp => isOk ? ControlConnectionEvent.SccrpAcceptable : ControlConnectionEvent.SccrpNotAcceptable,
        Scccn => isOk ? ControlConnectionEvent.ScccnAcceptable : ControlConnectionEvent.ScccnNotAcceptable,
        _ => ControlConnectionEvent.StopCcnReceived,
    };

    /// <summary>What our tunnel that lost the tie was to be opened with holds for the one that took its place: the peer is the same.</summary>
    private static PeerPolicy? Inherited(TunnelTurn turn, TunnelTerms? terms) => terms is null ? null : new PeerPolicy(terms.Secret.Memory,
        PeerChecks.SecretOf(terms), terms.LocalName.Length > 0 ? terms.LocalName : turn.Settings.HostName);

    /// <summary>A refused peer must still be reachable by its tunnel id: StopCCN goes to it.</summary>
    private static void IntroduceRefused(TunnelTurn turn, ControlMessage message)
    {
        if (turn.State.Peer is not null) return;
        if (message is Sccrq request) turn.Apply(ConnectionMessages.Introduction(request, turn.Source!));
        if (message is Sccrp reply) turn.Apply(ConnectionMessages.Introduction(reply, turn.Source!));
    }

    /// <summary>A peer of which nothing is known but its id: enough for StopCCN, or to acknowledge its own.</summary>
    private static void IntroduceBare(TunnelTurn turn, ushort peerTunnelId)
    {
        if (turn.State.Peer is not null || peerTunnelId == 0) return;
        turn.Apply(new PeerIntroduced
        {
            Peer = turn.Source!.ToMessage(),
            PeerTunnelId = peerTunnelId,
            ReceiveWindowSize = ControlChannelSettings.DefaultPeerWindow,
        });
    }

    private static void Establish(TunnelTurn turn, ICallRole role, Scccn? scccn, Sccrp? reply)
    {
        var (ns, nr) = turn.State.Recovers is null ? default : RecoveryTunnel.Numbers(turn, reply);
        turn.Apply(new TunnelEstablished { AtUnixMs = turn.NowUnixMs, Ns = ns, Nr = nr });
        turn.Do(new CancelTimer(TunnelTimers.SetUp));
        if (scccn is not null) ControlOutput.Queue(turn, scccn);
        turn.Report(Milestone.TunnelEstablished, turn.State.Peer!.HostName, ("peer", turn.State.PeerEndpoint), ("peerTunnel", turn.State.PeerTunnelId));
        Keepalive.ArmHello(turn);
        turn.ReportLoad(role);
        if (turn.State.Recovers is not null)
            RecoveryTunnel.Deliver(turn);
        else
            role.OnTunnelUp(turn);
        // whoever wanted it may have given up meanwhile
        if (turn.State is { Recovers: null, Calls.Count: 0 }) TunnelResume.ArmIdle(turn);
    }

    private static void OnStopCcn(TunnelTurn turn, ICallRole role, StopCcn stop)
    {
        IntroduceBare(turn, stop.AssignedTunnelId);
        var text = $"{stop.ResultCode.Text()}{(stop.ErrorMessage is { Length: > 0 } said ? $": {said}" : "")}";
        ConnectionClearing.Clear(turn, role, new ClearReason(stop.ResultCode, text)
        {
            Error = stop.ErrorCode ?? GeneralError.None,
            ByPeer = true,
            Failed = turn.State.Established is null || role.CallKeys(turn.State).Any(),
        });
    }

    private static void Refuse(TunnelTurn turn, ICallRole role, StopCcnResult result, string text) =>
        ConnectionClearing.Clear(turn, role, new ClearReason(result, text)
        {
            Failed = true,
            Error = turn.State.Accepting is { Refusal.Length: > 0 } ? GeneralError.NoControlConnection : GeneralError.None,
        });
}
