using Protocols.Ppp.Authentication;
using Protocols.Ppp.Control;
using Protocols.Ppp.Lcp;
using Protocols.Ppp.Link;

namespace Protocols.Ppp.Roles;

/// <summary>The peer authenticates us: request or response, repeated until there is a verdict.</summary>
internal static class AuthenticateeLayer
{
    public static void Begin(LinkTurn turn, AuthenticationMethod method)
    {
        turn.Link = turn.Link with
        {
            Authenticatee = new Authenticatee(method)
            {
                Stage = method == AuthenticationMethod.Pap
                    ? AuthenticateeStage.AwaitingVerdict
                    : AuthenticateeStage.AwaitingChallenge,
                Identifier = (byte)turn.Random.Next(256),
            },
        };
        if (method == AuthenticationMethod.Pap)
            SendPapRequest(turn);
        TimerDispatch.Start(turn, PppTimer.AuthenticateeTimeout);
    }

    public static void Timeout(LinkTurn turn)
    {
        var us = turn.Link.Authenticatee!;
        if (us.Stage == AuthenticateeStage.AwaitingChallenge || us.Sent >= turn.Settings.MaxConfigure)
        {
            var text = us.Stage == AuthenticateeStage.AwaitingChallenge ? "no Challenge from the peer" : "no verdict from the peer";
            AuthenticationLayer.TimedOut(turn, Protocol(us), text);
            return;
        }
        if (us.Method == AuthenticationMethod.Pap)
            SendPapRequest(turn);
        else
            SendResponse(turn);
        TimerDispatch.Start(turn, PppTimer.AuthenticateeTimeout);
    }

    /// <param name="challenge">Not answered before.</param>
    public static void Respond(LinkTurn turn, byte identifier, ReadOnlySpan<byte> challenge)
    {
        var us = turn.Link.Authenticatee! with { Identifier = identifier, Challenge = challenge.ToArray(), Sent = 0 };
        turn.Link = turn.Link with
        {
            Authenticatee = us.Method == AuthenticationMethod.MsChapV2
                ? WithMsChapV2Response(turn, us, challenge)
                : us with { ResponseData = Data(turn, ChapMd5.Response(identifier, turn.Settings.OurPassword.Span, challenge)) },
        };
        Repeat(turn);
    }

    /// <summary>The same Response again; in the network phase it proves us anew, and nothing waits for it (RFC 1994 §2).</summary>
    public static void Repeat(LinkTurn turn)
    {
        if (turn.Link.Authenticatee!.Stage != AuthenticateeStage.Accepted)
            turn.Link = turn.Link with { Authenticatee = turn.Link.Authenticatee with { Stage = AuthenticateeStage.AwaitingVerdict } };
        SendResponse(turn);
        if (TimerDispatch.Runs(turn.Link, PppTimer.AuthenticateeTimeout))
            TimerDispatch.Start(turn, PppTimer.AuthenticateeTimeout);
    }

    public static void Accepted(LinkTurn turn)
    {
        if (turn.Link.Authenticatee!.Stage == AuthenticateeStage.Accepted)
            return;
        turn.Cancel(PppTimer.AuthenticateeTimeout);
        turn.Link = turn.Link with
        {
            OurName = turn.Settings.OurName,
            Authenticatee = turn.Link.Authenticatee with { Stage = AuthenticateeStage.Accepted },
        };
        turn.Emit(new PppOutput.WeAreAuthenticated());
        AuthenticationLayer.Continue(turn);
    }

    public static void Refused(LinkTurn turn, string text)
    {
        var us = turn.Link.Authenticatee!;
        TimerDispatch.CancelIfRunning(turn, PppTimer.AuthenticateeTimeout);
        turn.Link = turn.Link with { Authenticatee = us with { Stage = AuthenticateeStage.Refused } };
        AuthenticationLayer.Failed(turn, AuthenticationSide.ByPeer, Protocol(us), text);
    }

    private static void SendPapRequest(LinkTurn turn)
    {
        // A new identifier for each (RFC 1334 §2.2.1).
        var us = turn.Link.Authenticatee!;
        var identifier = (byte)(us.Identifier + 1);
        turn.Link = turn.Link with { Authenticatee = us with { Identifier = identifier, Sent = us.Sent + 1 } };
        var data = ValuePair.WritePap(LinkTurn.Octets(turn.Settings.OurName), turn.Settings.OurPassword.Span);
        turn.Send(PppProtocol.Pap, ControlPacket.Write(PapCode.AuthenticateRequest, identifier, data));
    }

    private static void SendResponse(LinkTurn turn)
    {
        var us = turn.Link.Authenticatee!;
        turn.Link = turn.Link with { Authenticatee = us with { Sent = us.Sent + 1 } };
        turn.Send(PppProtocol.Chap, ControlPacket.Write(ChapCode.Response, us.Identifier, us.ResponseData.Span));
    }

    //  | Peer-Challenge (16) | reserved (8) | NT-Response (24) | Flags (1) |     RFC 2759 §4
    private static Authenticatee WithMsChapV2Response(LinkTurn turn, Authenticatee us, ReadOnlySpan<byte> challenge)
    {
        var password = turn.Settings.OurPassword.Span;
        var name = MsChapV2.WithoutDomain(LinkTurn.Octets(turn.Settings.OurName));
        var peerChallenge = turn.RandomOctets(MsChapV2.ChallengeLength);
        var response = MsChapV2.NtResponse(challenge, peerChallenge, name, password);
        byte[] value = [.. peerChallenge, .. new byte[8], .. response, 0];
        return us with
        {
            ResponseData = Data(turn, value),
            ExpectedSuccess = MsChapV2.AuthenticatorResponse(password, response, peerChallenge, challenge, name),
        };
    }

    private static byte[] Data(LinkTurn turn, ReadOnlySpan<byte> value) =>
        ValuePair.WriteChap(value, LinkTurn.Octets(turn.Settings.OurName));

    private static ushort Protocol(Authenticatee us) => AuthenticationOption.Protocol(us.Method);
}
