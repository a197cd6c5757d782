using Entities.Destinations;
using Entities.Tunnels.Control;
using Entities.Tunnels.Failover;
using Entities.Tunnels.Views;
using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages.Entities;
using Shared.Messages;

namespace Entities.Tunnels;

/// <summary>
/// The bundle: one control connection and its calls, decided together, so that a peer's message, what it does to a call and the
/// acknowledgement are one commit.
/// </summary>
public sealed class TunnelKind(ITunnelPolicy policy, ICallRole role) : EntityKind<TunnelState>
{
    public override string Kind => EntityKinds.Tunnel;

    public override JournalSchema Journal => JournalSchemas.Tunnel;

    protected override TunnelState InitialState(string key) => new(TunnelKey.Parse(key));

    protected override TunnelState Evolve(TunnelState state, object @event) =>
        @event is TunnelSnapshot snapshot
            ? TunnelSnapshots.Restore(state, snapshot, policy.Settings, role)
            : TunnelEvolution.Evolve(state, @event, policy.Settings) ?? role.Evolve(state, @event)
                ?? throw new InvalidOperationException($"event {@event.GetType().Name} is unknown to tunnels");

    protected override IMessage Snapshot(TunnelState state) => TunnelSnapshots.Take(state, role);

    /// <summary>A tunnel that was never opened is none: datagrams with invented ids leave nothing behind.</summary>
    protected override bool IsOver(TunnelState state) => state.IsForgotten || state.IsNew;

    protected override void Decide(Turn<TunnelState> turn, IMessage command)
    {
        var scene = new TunnelTurn(turn, policy);
        Dispatch(scene, command);
        while (!scene.State.Deferred.IsEmpty && !IsProbing(scene.State) && !scene.State.StandsStill)
        {
            var waiting = scene.State.Deferred[0];
            scene.Apply(new DeferredTaken());
            Dispatch(scene, waiting);
        }
        if (scene.IsDurable && !scene.State.IsForgotten) AccountingConfirmations.Write(scene);
        ControlOutput.Flush(scene);
    }

    protected override void Meanwhile(Turn<TunnelState> turn, IMessage command)
    {
        if (command is Datagram datagram) HelloMeanwhile.Answer(new TunnelTurn(turn, policy), datagram);
    }

    protected override void Resume(Turn<TunnelState> turn)
    {
        var scene = new TunnelTurn(turn, policy);
        TunnelResume.Resume(scene, role);
        ControlOutput.Flush(scene);
    }

    protected override IEnumerable<InstallForwarding> Rows(TunnelState state) => role.Rows(state);

    private void Dispatch(TunnelTurn turn, IMessage command)
    {
        if (turn.State.IsForgotten || (turn.State.IsNew && command is not (PlaceCall or OpenTunnel or AcceptTunnel)))
        {
            Strangers.Answer(turn, command);
            return;
        }
        if (MustWait(turn.State, command))
        {
            if (command is PppFrame && turn.State.Deferred.Count >= MaximumDeferred) return;
            turn.Apply(new CommandDeferred(command));
            return;
        }
        switch (command)
        {
            case Datagram datagram: ControlInput.Receive(turn, role, datagram); break;
            case AcceptTunnel accept: Accept(turn, accept); break;
            case OpenTunnel open: Open(turn, open); break;
            case PlaceCall place: Place(turn, place); break;
            case LoseTie or ReportLoad when turn.State.Clearing is not null: ConnectionClearing.TellClosed(turn); break;
            case LoseTie: ConnectionSetup.LoseTie(turn, role); break;
            case ReportLoad: turn.ReportLoad(role); break;
            case CloseTunnel close:
                ConnectionClearing.Clear(turn, role, new ClearReason((StopCcnResult)close.Result, close.Text));
                break;
            case AccountingConfirmed confirmed: Confirm(turn, confirmed); break;
            case ShowTunnel: turn.Do(new Reply(TunnelViews.View(turn.State, role))); break;
            case TimerFired timer when !FailoverCommands.TryTake(turn, role, timer): OnTimer(turn, timer.Name); break;
            case TimerFired: break;
            default:
                if (!FailoverCommands.TryTake(turn, role, command) && !role.OnCommand(turn, command))
                    turn.Report(Milestone.UnexpectedMessage, $"command {command.Descriptor.Name} is not for a tunnel");
                break;
        }
    }

    /// <summary>While the probe after a takeover is out, or a recovery is under way, whatever might send a numbered message waits.</summary>
    private static bool MustWait(TunnelState state, IMessage command) =>
        (IsProbing(state) || state.StandsStill) && !FailoverCommands.IsUrgent(state, command) && command is not (Datagram or AcceptTunnel or ShowTunnel or ReportLoad or AccountingConfirmed or ReserveSequence)
        && command is not TimerFired { Name: TunnelTimers.Retransmit };

    /// <summary>
    /// A probe may be out for a whole retransmission cycle, and frames are what peers send at will: beyond this they are dropped, and PPP
    /// sends again. Twice a tunnel's default number of sessions.
    /// </summary>
    public const int MaximumDeferred = 1000;

    /// <summary>A tunnel that is being cleared numbers no more messages, so nothing needs to wait.</summary>
    private static bool IsProbing(TunnelState state) => state is { Clearing: null, Channel.IsProbing: true };

    /// <summary>An id belongs to the peer that came first; the destination of another chooses again.</summary>
    private static bool IsTaken(TunnelState state, Endpoint peer) =>
        state.Clearing is not null || !state.DestinationEndpoint.Equals(peer.ToIPEndPoint());

    private static void Open(TunnelTurn turn, OpenTunnel open)
    {
        if (turn.State.IsNew)
            ConnectionSetup.Open(turn, open);
        else if (IsTaken(turn.State, open.Terms.Peer) || !Equals(turn.State.Recovers, open.Recovers))
            Strangers.SayTaken(turn, open.Terms.Peer);
    }

    private void Accept(TunnelTurn turn, AcceptTunnel accept)
    {
        if (turn.State.IsNew && accept.Recovery is not null)
            RecoveryTunnel.Accept(turn, role, accept);
        else if (turn.State.IsNew)
            ConnectionSetup.Accept(turn, role, accept);
        else if (IsTaken(turn.State, accept.Request.Peer))
            Strangers.SayTaken(turn, accept.Request.Peer);
        else
            ControlInput.Receive(turn, role, accept.Request);
    }

    private void Place(TunnelTurn turn, PlaceCall place)
    {
        if (turn.State.IsNew && place.Open is not null) ConnectionSetup.Open(turn, place.Open);
        if (turn.State.IsNew || turn.State.Recovers is not null || IsTaken(turn.State, place.Order.Tunnel.Peer))
            Strangers.Requeue(turn, place);
        else
            role.OnCommand(turn, place);
    }

    private static void Confirm(TunnelTurn turn, AccountingConfirmed confirmed)
    {
        AccountingConfirmations.Take(turn, confirmed);
        ConnectionClearing.Forget(turn);
    }

    private void OnTimer(TunnelTurn turn, string name)
    {
        switch (name)
        {
            case TunnelTimers.Retransmit: Keepalive.OnRetransmitTimer(turn, role); break;
            case TunnelTimers.Hello: Keepalive.OnHelloTimer(turn); break;
            case TunnelTimers.Cleared: ConnectionClearing.OnClearedTimer(turn); break;
            case TunnelTimers.SetUp: ConnectionSetup.OnSetUpTimer(turn, role); break;
            case TunnelTimers.Idle when turn.State.IsEstablished && turn.State.Calls.Count == 0:
                ConnectionClearing.Clear(turn, role, new ClearReason(StopCcnResult.GeneralRequest, "no sessions left"));
                break;
            case TunnelTimers.Idle: break;
            case TunnelTimers.Numbers: Keepalive.OnNumbersTimer(turn); break;
            case TunnelTimers.Confirmed: AccountingConfirmations.Write(turn); break;
            default:
                if (TunnelTimers.TryParseCall(name, out var sessionId, out var what)) role.OnTimer(turn, sessionId, what);
                break;
        }
    }
}
