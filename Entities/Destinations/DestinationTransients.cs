using System.Collections.Immutable;
using System.Diagnostics;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>What changes a destination and may be forgotten by a crash: tunnels report it again, sessions repeat it.</summary>
internal abstract record DestinationTransient : ITransientEvent
{
    private DestinationTransient() { }

    public sealed record CallForwarded(ushort TunnelId, PlaceCall Command, DateTimeOffset At) : DestinationTransient;

    /// <summary>Of a tunnel without a call: a test, or one that the peer opened.</summary>
    public sealed record TunnelTold(ushort TunnelId, DateTimeOffset At) : DestinationTransient;

    /// <param name="Stale">Calls forwarded before this time and never reported were refused by the tunnel.</param>
    public sealed record LoadReported(TunnelLoad Load, DateTimeOffset Stale) : DestinationTransient;

    public sealed record RecoveryBegun : DestinationTransient;

    public sealed record RecoveryEnded : DestinationTransient;

    public sealed record CommandHeld(IMessage Command) : DestinationTransient;

    public sealed record HeldCallDropped(string CallKey) : DestinationTransient;

    public sealed record PeerOpened(DateTimeOffset At, DateTimeOffset Since) : DestinationTransient;

    public sealed record RequestLost(ulong Digest, DateTimeOffset Until, DateTimeOffset Now) : DestinationTransient;

    public sealed record DropReported(DateTimeOffset Next) : DestinationTransient;

    public sealed record RestsEnded(DateTimeOffset Now) : DestinationTransient;

    public sealed record Counted(DestinationCount What) : DestinationTransient;
}

internal enum DestinationCount
{
    CallPlaced, CallRefused, TunnelOpened, TunnelAccepted, TunnelFailed, LockedOut, TieWon, TieLost, TieEqual,
    DatagramDropped, TunnelOverLimit, RecoveryOpened,
}

internal static class DestinationTransients
{
    public static Destination Apply(Destination destination, DestinationTransient happened) => happened switch
    {
        DestinationTransient.CallForwarded e => DestinationEvolution.Change(destination, e.TunnelId, tunnel => tunnel with
        {
            Told = true,
            Sessions = tunnel.Sessions + (tunnel.Has(e.Command.Order.CallKey) ? 0 : 1),
            Forwarded = tunnel.Forwarded.SetItem(e.Command.Order.CallKey, new ForwardedCall(e.Command, e.At, Seen: false)),
        }),
        DestinationTransient.TunnelTold e => DestinationEvolution.Change(destination, e.TunnelId, tunnel => tunnel with { Told = true, ToldAt = e.At }),
        DestinationTransient.LoadReported e => DestinationEvolution.Change(destination, (ushort)e.Load.TunnelId,
            tunnel => Report(tunnel, e.Load, e.Stale)),
        DestinationTransient.RecoveryBegun => destination with { Recovering = true },
        DestinationTransient.RecoveryEnded => destination with { Recovering = false, Held = [] },
        DestinationTransient.CommandHeld e => destination with { Held = destination.Held.Add(e.Command) },
        DestinationTransient.HeldCallDropped e => destination with
        {
            Held = destination.Held.RemoveAll(held => held is PlaceCall place && place.Order.CallKey == e.CallKey),
        },
        DestinationTransient.PeerOpened e => destination with { Arrivals = destination.Arrivals.RemoveAll(at => at <= e.Since).Add(e.At) },
        DestinationTransient.RequestLost e => destination with
        {
            Losers = destination.Losers.RemoveRange(destination.Losers.Where(entry => entry.Value <= e.Now).Select(entry => entry.Key))
                .SetItem(e.Digest, e.Until),
        },
        DestinationTransient.DropReported e => destination with { NextDropReport = e.Next },
        DestinationTransient.RestsEnded e => destination with
        {
            Resting = destination.Resting.RemoveRange(destination.Resting.Where(entry => entry.Value <= e.Now).Select(entry => entry.Key)),
        },
        DestinationTransient.Counted e => destination with { Counters = Count(destination.Counters.Clone(), e.What) },
        _ => throw new UnreachableException(),
    };

    private static DestinationTunnel Report(DestinationTunnel tunnel, TunnelLoad load, DateTimeOffset stale)
    {
        var reported = ReportedAfter(tunnel, load);
        var forwarded = StillForwarded(tunnel, reported, load.Established, stale);
        return tunnel with
        {
            Load = new TunnelLoad { TunnelId = load.TunnelId, Established = load.Established, PeerTunnelId = load.PeerTunnelId },
            Reported = reported,
            Forwarded = forwarded,
            Sessions = reported.Count + forwarded.Keys.Count(key => !reported.Contains(key)),
            // one that came up all the same had its answer before it heard of the tie
            Losing = tunnel.Losing && !load.Established,
        };
    }

    public static ImmutableHashSet<string> ReportedAfter(DestinationTunnel tunnel, TunnelLoad load) =>
        load.IsChange ? tunnel.Reported.Union(load.CallKeys).Except(load.GoneKeys) : [.. load.CallKeys];

    // a call is the tunnel's own once it was reported by an established tunnel, and gone once it is reported no longer
    private static ImmutableDictionary<string, ForwardedCall> StillForwarded(
        DestinationTunnel tunnel, ImmutableHashSet<string> reportedKeys, bool isEstablished, DateTimeOffset stale)
    {
        var left = tunnel.Forwarded;
        foreach (var (key, call) in tunnel.Forwarded)
        {
            var reported = reportedKeys.Contains(key);
            left = reported && isEstablished || !reported && (call.Seen || call.At <= stale) ? left.Remove(key)
                : reported ? left.SetItem(key, call with { Seen = true }) : left;
        }
        return left;
    }

    private static DestinationCounters Count(DestinationCounters counters, DestinationCount what)
    {
        _ = what switch
        {
            DestinationCount.CallPlaced => ++counters.CallsPlaced,
            DestinationCount.CallRefused => ++counters.CallsRefused,
            DestinationCount.TunnelOpened => ++counters.TunnelsOpened,
            DestinationCount.TunnelAccepted => ++counters.TunnelsAccepted,
            DestinationCount.TunnelFailed => ++counters.TunnelsFailed,
            DestinationCount.LockedOut => ++counters.Lockouts,
            DestinationCount.TieWon => ++counters.TiesWon,
            DestinationCount.TieLost => ++counters.TiesLost,
            DestinationCount.TieEqual => ++counters.TiesEqual,
            DestinationCount.DatagramDropped => ++counters.DatagramsDropped,
            DestinationCount.TunnelOverLimit => ++counters.TunnelsOverLimit,
            DestinationCount.RecoveryOpened => ++counters.RecoveriesOpened,
            _ => throw new UnreachableException(),
        };
        return counters;
    }
}
