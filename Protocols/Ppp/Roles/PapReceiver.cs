using Protocols.Ppp.Authentication;
using Protocols.Ppp.Control;
using Protocols.Ppp.Link;

namespace Protocols.Ppp.Roles;

/// <summary>PAP packets to the side they are for (RFC 1334 §2.2).</summary>
internal static class PapReceiver
{
    public static void Receive(LinkTurn turn, ReadOnlySpan<byte> information)
    {
        if (!ControlPacket.TryParse(information, out var packet))
        {
            turn.Malformed(PppProtocol.Pap, "length of the packet");
            return;
        }
        switch (packet.Code)
        {
            case PapCode.AuthenticateRequest when turn.Link.Authenticator is { Method: AuthenticationMethod.Pap } authenticator:
                ReceiveRequest(turn, authenticator, packet);
                break;
            // The identifier is not looked at: ours grows with each repetition, the answer may be to an earlier one.
            case PapCode.AuthenticateAck when Awaiting(turn) is not null:
                AuthenticateeLayer.Accepted(turn);
                break;
            case PapCode.AuthenticateNak when Awaiting(turn) is not null:
                AuthenticateeLayer.Refused(turn, PeerText.Readable(ValuePair.ReadPapMessage(packet.Data)));
                break;
        }
    }

    private static Authenticatee? Awaiting(LinkTurn turn) =>
        turn.Link.Authenticatee is { Method: AuthenticationMethod.Pap, Stage: AuthenticateeStage.AwaitingVerdict } us ? us : null;

    private static void ReceiveRequest(LinkTurn turn, Authenticator authenticator, ControlPacket packet)
    {
        if (!ValuePair.TryReadPap(packet.Data, out var name, out var password))
        {
            turn.Malformed(PppProtocol.Pap, "lengths in an Authenticate-Request");
            return;
        }
        turn.Link = turn.Link with { Authenticator = authenticator with { Identifier = packet.Identifier } };
        switch (authenticator.Stage)
        {
            case AuthenticatorStage.AwaitingProof:
                AuthenticatorLayer.Check(turn, new PeerProof.Pap(PeerText.Name(name), password.ToArray()));
                break;
            // The Ack was lost: the same answer to whatever the request says (RFC 1334 §2.2.1).
            case AuthenticatorStage.Accepted or AuthenticatorStage.Rejected:
                AuthenticatorLayer.SendVerdict(turn);
                break;
        }
    }
}
