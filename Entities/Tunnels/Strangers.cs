using Entities.Destinations;
using Entities.DialOut;
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
            case ShowTunnel:
                turn.Do(new Reply(new TunnelView { Tunnel = turn.State.Key.ToString(), State = "unknown" }));
                break;
            case Datagram datagram:
                turn.Report(Milestone.UnexpectedMessage, "control message for a tunnel that does not exist", ("peer", datagram.Peer.ToIPEndPoint()));
                break;
        }
    }

    /// <summary>The id is another peer's or is being cleared: the destination shall place the call in another tunnel.</summary>
    public static void Requeue(TunnelTurn turn, PlaceCall place)
    {
        var destination = new DestinationKey(turn.State.Key.Local, place.Order.Tunnel.Peer.ToIPEndPoint()).Entity;
        if (place.Open is not null)
        {
            turn.Do(new TellEntity(destination, new TunnelIdTaken { TunnelId = turn.State.Key.TunnelId }));
            return;
        }
        var closed = new TunnelClosed { TunnelId = turn.State.Key.TunnelId, Text = "tunnel is being cleared" };
        closed.Requeue.Add(place.Order.CallKey);
        turn.Do(new TellEntity(destination, closed));
    }
}
