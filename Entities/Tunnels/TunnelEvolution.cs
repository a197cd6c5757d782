using System.Collections.Immutable;
using Entities.Tunnels.Failover;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tunnels;

/// <summary>Evolve for the control connection; events of calls go to the role.</summary>
internal static class TunnelEvolution
{
    /// <returns>The new state, or null for an event that is a call's.</returns>
    public static TunnelState? Evolve(TunnelState state, object @event, TunnelSettings settings) => @event switch
    {
        TunnelOpening e => state with
        {
            Opening = e,
            Channel = ControlChannel.Open(ChannelSettings(settings, e.FirstContact, e.Terms)),
            LastAccepted = At(e.AtUnixMs),
        },
        TunnelAccepting e => state with
        {
            Accepting = e,
            Channel = ControlChannel.Open(ChannelSettings(settings, firstContact: false)),
            LastAccepted = At(e.AtUnixMs),
        },
        ControlQueued e => state with { Channel = state.Channel!.WithQueued((ushort)e.Ns, (ushort)e.SessionId, e.Body.Memory) },
        ControlAccepted e => state with
        {
            Channel = state.Channel!.WithAccepted((ushort)e.Ns, (ushort)e.PeerNr),
            LastAccepted = At(e.AtUnixMs),
            HasUnnotedHello = false,
        },
        PeerIntroduced e => state with { Peer = e, Channel = state.Channel!.WithPeerWindow((ushort)e.ReceiveWindowSize) },
        TunnelEstablished e => state with
        {
            Established = e,
            Channel = state.Channel! with { Settings = EstablishedSettings(settings, state.Opening, state.Peer) },
        },
        TunnelClearing e => state with { Clearing = e, IsGivenUp = false },
        TunnelGivenUp => state with { IsGivenUp = true },
        TunnelForgotten => state with { IsForgotten = true },
        AccountingQueued e => state with { Accounting = state.Accounting.SetItem(e.Record.RecordId, e.Record) },
        AccountingDone e => state with { Accounting = state.Accounting.Remove(e.RecordId), Confirmed = state.Confirmed.Remove(e.RecordId) },
        RecordConfirmed e => state with { Accounting = state.Accounting.Remove(e.RecordId), Confirmed = state.Confirmed.Add(e.RecordId) },
        ChannelMoved e => state with { Channel = e.Channel },
        PeerHeard e => state with { LastHeard = e.At },
        HelloQueued => state with { Channel = state.Channel!.WithHello() },
        HelloAccepted e => state with { Channel = state.Channel!.WithAccepted(e.Ns, e.PeerNr), HasUnnotedHello = true },
        RetransmitTimerArmed e => state with { RetransmitArmed = e.Due },
        CallUnreported e => state.Unreported is not var (placed, gone) ? state : state with
        {
            Unreported = e.IsGone ? (placed, gone.Add(e.CallKey)) : (placed.Add(e.CallKey), gone),
        },
        LoadTold => state with { Unreported = ([], []) },
        CommandDeferred e => state with { Deferred = state.Deferred.Add(e.Command) },
        DeferredTaken => state with { Deferred = state.Deferred.RemoveAt(0) },
        _ => FailoverEvolution.Evolve(state, @event),
    };

    /// <param name="firstContact">A peer that never answered is given up early.</param>
    /// <param name="terms">Of a tunnel that we open; they may ask for another window.</param>
    public static ControlChannelSettings ChannelSettings(TunnelSettings settings, bool firstContact, TunnelTerms? terms = null) => new()
    {
        ReceiveWindowSize = ReceiveWindow(settings, terms),
        MaximumRetransmissions = firstContact ? settings.FirstContactRetransmissions : settings.MaximumRetransmissions,
        RetransmitInitialMs = settings.RetransmitInitialMs,
        RetransmitCapMs = settings.RetransmitCapMs,
    };

    /// <summary>Of a channel whose peer has said how long it wants to be waited for.</summary>
    public static ControlChannelSettings EstablishedSettings(TunnelSettings settings, TunnelOpening? opening, PeerIntroduced? peer) =>
        ChannelSettings(settings, firstContact: false, opening?.Terms) with { RecoveryTimeMs = FailoverTerms.PatienceMs(peer) };

    /// <summary>What our Receive Window Size AVP says; 0 is invalid in it (RFC 2661 §4.4.3), so in the terms it means: as configured.</summary>
    public static ushort ReceiveWindow(TunnelSettings settings, TunnelTerms? terms) =>
        terms is { ReceiveWindow: > 0 } asked ? (ushort)Math.Min(asked.ReceiveWindow, ushort.MaxValue) : settings.ReceiveWindowSize;

    public static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
}
