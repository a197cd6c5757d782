using Protocols.Ppp.Authentication;
using Protocols.Ppp.Control;
using Protocols.Ppp.Link;

namespace Protocols.Ppp.Roles;

/// <summary>CHAP packets to the side they are for (RFC 1994 §4, RFC 2759 §3 to §6).</summary>
internal static class ChapReceiver
{
    public static void Receive(LinkTurn turn, ReadOnlySpan<byte> information)
    {
        if (!ControlPacket.TryParse(information, out var packet))
        {
            turn.Malformed(PppProtocol.Chap, "length of the packet");
            return;
        }
        switch (packet.Code)
        {
            case ChapCode.Response when turn.Link.Authenticator is { Method: not AuthenticationMethod.Pap } authenticator:
                ReceiveResponse(turn, authenticator, packet);
                break;
            case ChapCode.Challenge when turn.Link.Authenticatee is { Method: not AuthenticationMethod.Pap } us:
                ReceiveChallenge(turn, us, packet);
                break;
            case ChapCode.Success when Answers(turn, packet) is { } us:
                ReceiveSuccess(turn, us, packet);
                break;
            case ChapCode.Failure when Answers(turn, packet) is not null:
                AuthenticateeLayer.Refused(turn, PeerText.Readable(packet.Data));
                break;
        }
    }

    /// <summary>A verdict counts for our last Response only (RFC 1994 §4.2).</summary>
    private static Authenticatee? Answers(LinkTurn turn, ControlPacket packet) =>
        turn.Link.Authenticatee is { Method: not AuthenticationMethod.Pap, Challenge: not null } us && us.Identifier == packet.Identifier
            ? us
            : null;

    private static void ReceiveResponse(LinkTurn turn, Authenticator authenticator, ControlPacket packet)
    {
        // Another identifier answers another challenge; an empty one is forgotten (RFC 1994 §4.1).
        if (authenticator.Challenge.IsEmpty || packet.Identifier != authenticator.Identifier)
            return;
        if (authenticator.Stage is AuthenticatorStage.Accepted or AuthenticatorStage.Rejected)
            AuthenticatorLayer.SendVerdict(turn);
        if (authenticator.Stage != AuthenticatorStage.AwaitingProof)
            return;
        var expected = authenticator.Method == AuthenticationMethod.MsChapV2
            ? PeerProof.MsChapV2.ResponseLength
            : ChapMd5.ResponseLength;
        if (!ValuePair.TryReadChap(packet.Data, out var value, out var name) || value.Length != expected)
        {
            turn.Malformed(PppProtocol.Chap, "value of a Response");
            return;
        }
        AuthenticatorLayer.Check(turn, authenticator.Method == AuthenticationMethod.MsChapV2
            ? new PeerProof.MsChapV2(PeerText.Name(name), packet.Identifier, authenticator.Challenge, value.ToArray())
            : new PeerProof.ChapMd5(PeerText.Name(name), packet.Identifier, authenticator.Challenge, value.ToArray()));
    }

    private static void ReceiveChallenge(LinkTurn turn, Authenticatee us, ControlPacket packet)
    {
        if (!ValuePair.TryReadChap(packet.Data, out var challenge, out _)
            || us.Method == AuthenticationMethod.MsChapV2 && challenge.Length != MsChapV2.ChallengeLength)
        {
            turn.Malformed(PppProtocol.Chap, "value of a Challenge");
            return;
        }
        // Our own challenge handed back would make us answer it for the peer.
        if (turn.Link.Authenticator is { Challenge.IsEmpty: false } ours && challenge.SequenceEqual(ours.Challenge.Span))
        {
            turn.Note("the peer challenges us with our own challenge: not answered");
            return;
        }
        if (us.Identifier == packet.Identifier && us.Challenge is { } last && challenge.SequenceEqual(last.Span))
            AuthenticateeLayer.Repeat(turn);
        else
            AuthenticateeLayer.Respond(turn, packet.Identifier, challenge);
    }

    private static void ReceiveSuccess(LinkTurn turn, Authenticatee us, ControlPacket packet)
    {
        // RFC 2759 §5: who can't prove that he knows our password is not the one we called.
        var text = PeerText.Readable(packet.Data);
        if (text.StartsWith(us.ExpectedSuccess, StringComparison.OrdinalIgnoreCase))
            AuthenticateeLayer.Accepted(turn);
        else
            AuthenticateeLayer.Refused(turn, "the peer doesn't know our password");
    }
}
