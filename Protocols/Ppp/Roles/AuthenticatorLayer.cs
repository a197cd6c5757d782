using Protocols.Ppp.Authentication;
using Protocols.Ppp.Control;
using Protocols.Ppp.Lcp;
using Protocols.Ppp.Link;

namespace Protocols.Ppp.Roles;

/// <summary>We authenticate the peer: challenge, question to the outside, verdict.</summary>
internal static class AuthenticatorLayer
{
    /// <summary>As long as MD5's hash (RFC 1994 §2.3), and what MS-CHAPv2 asks for.</summary>
    private const int ChallengeLength = MsChapV2.ChallengeLength;

    public static void Begin(LinkTurn turn, AuthenticationMethod method)
    {
        turn.Link = turn.Link with
        {
            Authenticator = method == AuthenticationMethod.Pap
                ? new Authenticator(method)
                : new Authenticator(method)
                {
                    Identifier = (byte)turn.Random.Next(256),
                    Challenge = turn.RandomOctets(ChallengeLength),
                },
        };
        if (method != AuthenticationMethod.Pap)
            SendChallenge(turn, turn.Link.Authenticator);
        TimerDispatch.Start(turn, PppTimer.AuthenticatorRestart);
    }

    public static void Timeout(LinkTurn turn)
    {
        var authenticator = turn.Link.Authenticator!;
        if (authenticator.Method == AuthenticationMethod.Pap || authenticator.ChallengesSent >= turn.Settings.MaxConfigure)
        {
            AuthenticationLayer.TimedOut(turn, Protocol(authenticator), "the peer presents no proof of its identity");
            return;
        }
        SendChallenge(turn, authenticator);
        TimerDispatch.Start(turn, PppTimer.AuthenticatorRestart);
    }

    /// <summary>
    /// A repetition is the same packet: with a new challenge for each, a slow line's answers would always be to the
    /// one before, and never count.
    /// </summary>
    private static void SendChallenge(LinkTurn turn, Authenticator authenticator)
    {
        turn.Link = turn.Link with { Authenticator = authenticator with { ChallengesSent = authenticator.ChallengesSent + 1 } };
        var name = turn.Settings.ChallengeName.Length > 0 ? turn.Settings.ChallengeName : turn.Settings.OurName;
        var data = ValuePair.WriteChap(authenticator.Challenge.Span, LinkTurn.Octets(name));
        turn.Send(PppProtocol.Chap, ControlPacket.Write(ChapCode.Challenge, authenticator.Identifier, data));
    }

    public static void Check(LinkTurn turn, PeerProof proof)
    {
        turn.Cancel(PppTimer.AuthenticatorRestart);
        turn.Link = turn.Link with
        {
            Checks = turn.Link.Checks + 1,
            Authenticator = turn.Link.Authenticator! with
            {
                Stage = AuthenticatorStage.Checking,
                PeerName = proof.Name,
                CheckNumber = turn.Link.Checks + 1,
            },
        };
        // RFC 1334 and RFC 1994 allow no empty name, and RADIUS has no attribute for one.
        if (proof.Name.Length == 0)
            Checked(turn, AuthenticationAnswer.Reject("no name"));
        else
            turn.Emit(new PppOutput.CheckPeer(proof, turn.Link.Checks));
    }

    public static void Checked(LinkTurn turn, AuthenticationAnswer answer)
    {
        if (turn.Link.Authenticator is not { Stage: AuthenticatorStage.Checking } authenticator
            || (answer.CheckNumber ?? authenticator.CheckNumber) != authenticator.CheckNumber)
        {
            turn.Note("an answer about the peer came too late");
            return;
        }
        var accepted = answer.Accepted;
        var text = answer.Message;
        if (accepted && authenticator.Method == AuthenticationMethod.MsChapV2 && answer.MsChap2Success is null)
        {
            accepted = false;
            text = "accepted without MS-CHAP2-Success";
        }
        turn.Link = turn.Link with
        {
            Authenticator = authenticator with
            {
                Stage = accepted ? AuthenticatorStage.Accepted : AuthenticatorStage.Rejected,
                Answer = answer,
                VerdictMessage = VerdictText.Write(authenticator, answer, accepted, turn),
            },
        };
        SendVerdict(turn);
        if (!accepted)
        {
            AuthenticationLayer.Failed(turn, AuthenticationSide.OfPeer, Protocol(authenticator), $"{authenticator.PeerName}: {text}");
            return;
        }
        turn.Link = turn.Link with { PeerName = authenticator.PeerName };
        turn.Emit(new PppOutput.PeerAuthenticated(authenticator.PeerName));
        AuthenticationLayer.Continue(turn);
    }

    public static void SendVerdict(LinkTurn turn)
    {
        var authenticator = turn.Link.Authenticator!;
        var accepted = authenticator.Stage == AuthenticatorStage.Accepted;
        var code = authenticator.Method == AuthenticationMethod.Pap
            ? accepted ? PapCode.AuthenticateAck : PapCode.AuthenticateNak
            : accepted ? ChapCode.Success : ChapCode.Failure;
        turn.Send(
            Protocol(authenticator),
            ControlPacket.Write(code, authenticator.Identifier, authenticator.VerdictMessage.Span));
    }

    private static ushort Protocol(Authenticator authenticator) => AuthenticationOption.Protocol(authenticator.Method);
}
