using Entities.Tunnels.Failover;
using Shared.Messages;

namespace Entities.Tunnels.Views;

/// <summary>What <c>show tunnels</c> and <c>show sessions</c> print.</summary>
internal static class TunnelViews
{
    public static TunnelView View(TunnelState state, ICallRole role)
    {
        var view = new TunnelView
        {
            Tunnel = state.Key.ToString(),
            State = state.Clearing is null ? state.Phase.ToString() : "Clearing",
            Local = state.Key.Local.ToString(),
            Peer = state.PeerEndpoint.ToString(),
            LocalTunnelId = state.Key.TunnelId,
            PeerTunnelId = state.PeerTunnelId,
            PeerHostName = state.Peer?.HostName ?? "",
            PeerVendor = state.Peer?.VendorName ?? "",
            AssignmentId = state.Opening?.Terms.AssignmentId ?? "",
            Sessions = (uint)state.Calls.Count,
            NextNs = state.Channel?.NextNs ?? 0u,
            NextNr = state.Channel?.NextNr ?? 0u,
            Unacknowledged = (uint)(state.Channel?.Outstanding ?? 0),
            EstablishedUnixMs = state.Established?.AtUnixMs ?? 0,
            PendingAccounting = (uint)state.Accounting.Count,
            PeerWindow = state.Channel?.PeerWindow ?? 0u,
            Text = state.Clearing?.Text ?? "",
            PeerFailover = FailoverTerms.Name(state.Peer),
            PeerRecoveryTimeMs = state.Peer?.RecoveryTimeMs ?? 0u,
            Failover = state.Recovers is { } old ? $"recovers {old.TunnelId}" : state.Failover.ToString().ToLowerInvariant(),
            RecoveredUnixMs = state.LastReset?.AtUnixMs ?? 0,
            SessionsInDoubt = (uint)state.Doubted.Count,
        };
        view.SessionList.AddRange(state.Calls.Values.OrderBy(call => call.SessionId).Select(role.View));
        return view;
    }
}
