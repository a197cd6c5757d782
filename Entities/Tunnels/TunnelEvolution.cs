using System.Collections.Immutable;
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
        TunnelOpening e => state with { Opening = e, Channel = OpenChannel(settings, e.FirstContact), LastAccepted = At(e.AtUnixMs) },
        TunnelAccepting e => state with { Accepting = e, Channel = OpenChannel(settings, firstContact: false), LastAccepted = At(e.AtUnixMs) },
        ControlQueued e => state with { Channel = state.Channel!.WithQueued((ushort)e.Ns, (ushort)e.SessionId, e.Body.Memory) },
        ControlAccepted e => state with
        {
            Channel = state.Channel!.WithAccepted((ushort)e.Ns, (ushort)e.PeerNr),
            LastAccepted = At(e.AtUnixMs),
        },
        PeerIntroduced e => state with { Peer = e, Channel = state.Channel!.WithPeerWindow((ushort)e.ReceiveWindowSize) },
        TunnelEstablished e => state with { Established = e, Channel = state.Channel! with { Settings = ChannelSettings(settings, firstContact: false) } },
        TunnelClearing e => state with { Clearing = e },
        TunnelForgotten => state with { IsForgotten = true },
        AccountingQueued e => state with { Accounting = state.Accounting.SetItem(e.Record.RecordId, e.Record) },
        AccountingDone e => state with { Accounting = state.Accounting.Remove(e.RecordId) },
        ChannelMoved e => state with { Channel = e.Channel },
        PeerHeard e => state with { LastHeard = e.At },
        HelloQueued => state with { Channel = state.Channel!.WithHello() },
        HelloAccepted e => state with { Channel = state.Channel!.WithAccepted(e.Ns, e.PeerNr) },
        RetransmitTimerArmed e => state with { RetransmitArmed = e.Due },
        CommandDeferred e => state with { Deferred = state.Deferred.Add(e.Command) },
        DeferredTaken => state with { Deferred = state.Deferred.RemoveAt(0) },
        _ => null,
    };

    public static ControlChannel OpenChannel(TunnelSettings settings, bool firstContact) =>
        ControlChannel.Open(ChannelSettings(settings, firstContact));

    public static ControlChannelSettings ChannelSettings(TunnelSettings settings, bool firstContact) => new()
    {
        ReceiveWindowSize = settings.ReceiveWindowSize,
        MaximumRetransmissions = firstContact ? settings.FirstContactRetransmissions : settings.MaximumRetransmissions,
        RetransmitInitialMs = settings.RetransmitInitialMs,
        RetransmitCapMs = settings.RetransmitCapMs,
    };

    public static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
}
