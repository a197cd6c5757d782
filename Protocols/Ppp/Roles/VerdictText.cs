using Protocols.Ppp.Authentication;
using Protocols.Ppp.Link;

namespace Protocols.Ppp.Roles;

/// <summary>The message that goes with our verdict on the peer.</summary>
internal static class VerdictText
{
    /// <summary>ERROR_AUTHENTICATION_FAILURE (RFC 2759 §6).</summary>
    private const string AuthenticationFailure = "E=691";

    public static byte[] Write(Authenticator authenticator, AuthenticationAnswer answer, bool accepted, LinkTurn turn)
    {
        switch (authenticator.Method)
        {
            case AuthenticationMethod.Pap:
                return ValuePair.WritePapMessage(LinkTurn.Octets(answer.Message));
            case AuthenticationMethod.MsChapV2 when accepted:
                var success = answer.MsChap2Success ?? "";
                // RADIUS may have given "S=... M=..." already (RFC 2548 §2.3.3).
                var message = answer.Message.Length == 0 || success.Contains(" M=", StringComparison.Ordinal) ? "" : $" M={answer.Message}";
                return LinkTurn.Octets(success + message);
            case AuthenticationMethod.MsChapV2 when !answer.Message.StartsWith("E=", StringComparison.Ordinal):
                // No retry with another password: R=0. The challenge is new all the same, as §6 wants one.
                var challenge = Convert.ToHexString(turn.RandomOctets(MsChapV2.ChallengeLength));
                return LinkTurn.Octets($"{AuthenticationFailure} R=0 C={challenge} V=3 M={answer.Message}");
            default:
                return LinkTurn.Octets(answer.Message);
        }
    }
}
