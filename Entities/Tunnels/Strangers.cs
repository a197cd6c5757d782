using Entities.Destinations;
using Entities.DialOut;
using Entities.Tunnels.Failover;
using Google.Protobuf;
using Shared.Messages.Entities;
using Shared.Messages;

namespace Entities.Tunnels;

/// <summary>Commands for a tunnel that isn't there, or isn't there for them.</summary>
internal static class Strangers
{
    public static void Answer(TunnelTurn turn, IMessage command)
    {
        switch (command)
        {
            case QueryCall query:
                DialOutTeller.Tell(turn, query.CallKey, new CallClosed { CallKey = query.CallKey, Unknown = true });
                break;
            case CloseCall close:
                DialOutTeller.Tell(turn, close.CallKey, new CallClosed { CallKey = close.CallKey, Unknown = true });
                break;
            case ReportLoad report:
                TellClosed(turn, report.Destination);
                break;
            case LoseTie lose:
                TellClosed(turn, lose.Destination);
                break;
            case RecoveryAsked asked:
                turn.Do(new TellEntity(Sibling(turn, asked.RecoveryTunnelId),
                    new AcceptTunnel { Request = asked.Request, Recovery = SurvivingSide.Unknown(asked.Recovers) }));
                break;
            case RecoveryReady ready:
                turn.Do(new TellEntity(Sibling(turn, ready.RecoveryTunnelId), new RecoveryTaken()));
                break;
            case ShowTunnel:
                turn.Do(new Reply(new TunnelView { Tunnel = turn.State.Key.ToString(), State = "unknown" }));
                break;
            case Datagram datagram:
                turn.Report(Milestone.UnexpectedMessage, "control message for a tunnel that does not exist", ("peer", datagram.Peer.ToIPEndPoint()));
                break;
        }
    }

    private static EntityId Sibling(TunnelTurn turn, uint tunnelId) => new TunnelKey(turn.State.Key.Local, (ushort)tunnelId).Entity;

    private static void TellClosed(TunnelTurn turn, string destination)
    {
        if (DestinationKey.TryParse(destination, out var key))
            turn.Do(new TellEntity(key!.Entity, new TunnelClosed { TunnelId = turn.State.Key.TunnelId, Text = "tunnel does not exist" }));
    }

    /// <summary>The id is another peer's or is being cleared: the destination shall place the call in another tunnel.</summary>
    public static void Requeue(TunnelTurn turn, PlaceCall place)
    {
        if (place.Open is not null)
        {
            SayTaken(turn, place.Order.Tunnel.Peer);
            return;
        }
        var closed = new TunnelClosed { TunnelId = turn.State.Key.TunnelId, Text = "tunnel is being cleared" };
        closed.Requeue.Add(place.Order.CallKey);
        Tell(turn, place.Order.Tunnel.Peer, closed);
    }

    public static void SayTaken(TunnelTurn turn, Endpoint peer) => Tell(turn, peer, new TunnelIdTaken { TunnelId = turn.State.Key.TunnelId });

    private static void Tell(TunnelTurn turn, Endpoint peer, IMessage answer) =>
        turn.Do(new TellEntity(new DestinationKey(turn.State.Key.Local, peer.ToIPEndPoint()).Entity, answer));
}
