using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>Opening tunnels, and what they report.</summary>
internal sealed partial class DestinationDecision
{
    /// <summary>
    /// A call that a tunnel has not reported for so long was refused by it, or never arrived; its session asks again if it still wants
    /// it.
    /// </summary>
    private static readonly TimeSpan ForwardedCallLife = TimeSpan.FromSeconds(60);

    private DestinationTunnel? Assign(TunnelTerms terms, bool test)
    {
        if (NextId() is not { } id)
            return null;
        turn.Apply(new DestinationTunnelAssigned
        {
            TunnelId = id, Terms = terms, TieBreaker = NewTieBreaker(), FirstContact = !State.PeerHasAnswered, Test = test,
        });
        Count(DestinationCount.TunnelOpened);
        return State.Tunnels[id];
    }

    private ushort? NextId(RecoveredTunnel? recovers = null) => TunnelIds.Choose(State.Key.Peer.Address, State.Tunnels.Count,
        id => State.Tunnels.ContainsKey(id) || State.Resting.TryGetValue(id, out var until) && until > turn.Now, turn.Random,
        recovers?.TunnelId);

    // 0 would say that we have none
    private ulong NewTieBreaker() => (ulong)turn.Random.NextInt64(1, long.MaxValue);

    private void OnLoad(TunnelLoad load)
    {
        if (!State.Tunnels.TryGetValue((ushort)load.TunnelId, out var before))
        {
            ReportUnexpected(load);
            return;
        }
        if (load.IsChange && (before.Load is null || DestinationTransients.ReportedAfter(before, load).Count != load.Calls))
        {
            // an earlier report was lost on the way
            Tell(before.Id, new ReportLoad { TunnelId = before.Id, Destination = State.Key.ToString() });
            return;
        }
        turn.Apply(new DestinationTransient.LoadReported(load, turn.Now - ForwardedCallLife));
        if (load.Established && !State.PeerHasAnswered)
            turn.Apply(new DestinationPeerAnswered());
        // a tunnel that was up before says nothing about a failure since then
        if (load.Established && !before.Established && (before.Told || before.Assigned.Test))
            EndLockout("a tunnel is up");
        if (State.Recovering && State.Tunnels.Values.All(tunnel => tunnel.IsKnown || tunnel.Losing))
            EndRecovery();
    }

    private void OnTunnelClosed(TunnelClosed closed)
    {
        if (!State.Tunnels.TryGetValue((ushort)closed.TunnelId, out var tunnel))
            return; // said before
        Forget(tunnel);
        // the old tunnel speaks for both
        if (tunnel.Assigned.Recovers is not null)
            closed = new TunnelClosed { TunnelId = closed.TunnelId, Text = closed.Text };
        if (closed.Failed)
            Count(DestinationCount.TunnelFailed);
        // neither a forged SCCRQ nor a lost tie may lock the real peer out
        var counts = tunnel.Established || !tunnel.Assigned.Accepted && !tunnel.Losing;
        var testFailed = tunnel.Assigned.Test && State.Lockout is not null;
        if (closed.Failed && counts || testFailed)
            LockOut(closed.Text, tunnel.Assigned.Terms);
        PlaceAgain(tunnel, closed.Requeue);
        if (State.Recovering && State.Tunnels.Values.All(left => left.IsKnown || left.Losing))
            EndRecovery();
    }

    // the id lives for another peer: this one never was ours
    private void OnIdTaken(TunnelIdTaken taken)
    {
        if (!State.Tunnels.TryGetValue((ushort)taken.TunnelId, out var tunnel))
            return;
        Forget(tunnel);
        if (tunnel.Assigned.Accepted || tunnel.Assigned.Recovers is not null)
            return; // the peer, or the old tunnel, repeats its wish, and it gets another id
        if (tunnel.Assigned.Test)
            OpenTest(tunnel.Assigned.Terms);
        PlaceAgain(tunnel, tunnel.Forwarded.Keys.Order(StringComparer.Ordinal).ToList());
    }

    private void Forget(DestinationTunnel tunnel) => turn.Apply(new DestinationTunnelForgotten
    {
        TunnelId = tunnel.Id, RestUntilUnixMs = (turn.Now + settings.IdRest).ToUnixTimeMilliseconds(),
    });

    // a call that was forwarded before a crash is not known here any more; its session asks again
    private void PlaceAgain(DestinationTunnel tunnel, IReadOnlyList<string> callKeys)
    {
        foreach (var callKey in callKeys.Order(StringComparer.Ordinal))
            if (tunnel.Forwarded.TryGetValue(callKey, out var call))
                Place(call.Command);
    }
}
