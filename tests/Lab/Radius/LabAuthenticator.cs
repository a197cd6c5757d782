using System.Text;
using Protocols.Radius;
using Protocols.Radius.Attributes;
using Protocols.Radius.Secrets;

namespace Lab.Radius;

/// <param name="Why">For the ladder and the logs.</param>
public sealed record LabVerdict(RadiusCode Code, IReadOnlyList<RadiusAttributeValue> Attributes, string Why);

/// <summary>Accept or reject: the user's password by PAP, CHAP or MS-CHAPv2, whichever the request brings.</summary>
public static class LabAuthenticator
{
    public static LabVerdict Judge(RadiusPacket request, LabDirectory directory)
    {
        var name = request.FirstText(RadiusType.UserName) ?? "";
        if (directory.Find(name) is not { } user)
            return Reject($"'{name}' is unknown");
        if (user.Password is not { } password)
            return new(RadiusCode.AccessAccept, user.Reply, $"'{name}' is granted");
        return LabMsChap.Judge(request, user, password) ?? JudgePapOrChap(request, user, password);
    }

    internal static LabVerdict Reject(string why, params IReadOnlyList<RadiusAttributeValue> attributes) =>
        new(RadiusCode.AccessReject, [.. attributes, RadiusAttributeValue.Text(RadiusType.ReplyMessage, why)], why);

    private static LabVerdict JudgePapOrChap(RadiusPacket request, LabUser user, string password)
    {
        var secret = Encoding.UTF8.GetBytes(password);
        if (request.First(RadiusType.ChapPassword) is { } chap)
        {
            // RFC 2865 §5.3: without the attribute the Request Authenticator is the challenge
            var challenge = request.First(RadiusType.ChapChallenge)?.Value ?? request.Authenticator;
            return Verdict(user, "CHAP", ChapPassword.IsGood(chap.Value.Span, secret, challenge.Span));
        }
        if (request.First(RadiusType.UserPassword) is { } pap)
            return Verdict(user, "PAP", pap.Value.Span.SequenceEqual(secret));
        return Reject($"'{user.Name}' shows no password");
    }

    private static LabVerdict Verdict(LabUser user, string method, bool isGood) => isGood
        ? new(RadiusCode.AccessAccept, user.Reply, $"'{user.Name}' is authenticated by {method}")
        : Reject($"'{user.Name}' has another password ({method})");
}
