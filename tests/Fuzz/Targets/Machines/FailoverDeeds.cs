using System.Net;
using Entities.Destinations;
using Entities.Tunnels;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Fuzz.Targets.Machines;

/// <summary>What destination and recovery tunnel tell an old tunnel (RFC 4951), in any order, true or not.</summary>
internal static class FailoverDeeds
{
    public const byte CutRestart = 0, Asked = 1, OursUp = 2, TheirsUp = 3, OursFailed = 4, TheirsFailed = 5;
    private const int Kinds = 6;
    private const uint RecoveryId = 0x0708;

    public static void Do(EntityOnPaper entity, TunnelState tunnel, IPEndPoint peer, ReadOnlySpan<byte> octets)
    {
        var recovers = new RecoveredTunnel
        {
            TunnelId = tunnel.Key.TunnelId,
            // now and then another's
            PeerTunnelId = octets.Length > 3 ? octets[3] : tunnel.PeerTunnelId,
            Attempt = tunnel.Begun?.Attempt ?? 0,
        };
        var (ns, nr) = (Number(octets, 1), Number(octets, 2));
        switch (octets.IsEmpty ? CutRestart : octets[0] % Kinds)
        {
            case CutRestart: entity.Restart(JournalTail.MayBeMissing); break;
            case Asked:
                entity.Take(new RecoveryAsked
                {
                    Request = new Datagram { Peer = peer.ToMessage(), Payload = ByteString.CopyFrom(octets) },
                    Recovers = recovers,
                    RecoveryTunnelId = RecoveryId + nr,
                });
                break;
            case OursUp: entity.Take(new RecoveryReady { Recovers = recovers, RecoveryTunnelId = RecoveryId, Recovering = true, Ns = ns, Nr = nr }); break;
            case TheirsUp:
                entity.Take(new RecoveryReady { Recovers = recovers, RecoveryTunnelId = tunnel.Offered?.RecoveryTunnelId ?? RecoveryId, Ns = ns, Nr = nr });
                break;
            case OursFailed: entity.Take(new RecoveryFailed { Recovers = recovers, Recovering = true, TieLost = ns > 0, Text = "fuzzed" }); break;
            case TheirsFailed:
                entity.Take(new RecoveryFailed { Recovers = recovers, RecoveryTunnelId = tunnel.Offered?.RecoveryTunnelId ?? 0, Text = "fuzzed" });
                break;
        }
    }

    private static uint Number(ReadOnlySpan<byte> octets, int at) => octets.Length > at ? (uint)octets[at] * 257 : 0;
}
