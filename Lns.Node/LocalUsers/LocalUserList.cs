using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Lns.Node.Configuration;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Lns.Node.LocalUsers;

/// <summary>
/// Answers the question whether a remote site is who it says, from the configuration's site list, in place of a RADIUS server. It knows
/// PAP and CHAP with MD5.
/// </summary>
public sealed class LocalUserList(IReadOnlyList<SiteOptions> sites)
{
    /// <summary>The group name that leads here.</summary>
    public const string Group = "local";

    public RadiusAnswer Answer(RadiusQuestion question)
    {
        var name = Value(question, RadiusType.UserName)?.ToStringUtf8() ?? "";
        var site = sites.FirstOrDefault(s => s.User?.Name == name);
        if (site?.User is not { } user) return Reject(question, $"no site with user '{name}'");
        if (!IsProof(question, user.Password.Octets.Span)) return Reject(question, $"wrong password of user '{name}'");
        var answer = new RadiusAnswer { Correlation = question.Correlation, Outcome = RadiusOutcome.Accept };
        AddGrant(answer, site, user);
        return answer;
    }

    private static bool IsProof(RadiusQuestion question, ReadOnlySpan<byte> password)
    {
        if (Value(question, RadiusType.UserPassword) is { } given)
            return CryptographicOperations.FixedTimeEquals(given.Span, password);
        if (Value(question, RadiusType.ChapPassword) is not { Length: 17 } chap || Value(question, RadiusType.ChapChallenge) is not { } challenge)
            return false;
        // RFC 1994 §4.1: MD5 of identifier, secret and challenge; CHAP-Password is identifier and response (RFC 2865 §5.3).
        var expected = MD5.HashData([chap[0], .. password, .. challenge.Span]);
        return CryptographicOperations.FixedTimeEquals(chap.Span[1..], expected);
    }

    private static void AddGrant(RadiusAnswer answer, SiteOptions site, SiteUserOptions user)
    {
        if (user.Address is { } address) Add(answer, RadiusType.FramedIpAddress, address.GetAddressBytes());
        foreach (var route in user.Routes.Count > 0 ? user.Routes : [site.Prefix])
            Add(answer, RadiusType.FramedRoute, Encoding.ASCII.GetBytes($"{route} 0.0.0.0 1"));
        if (user.IdleTimeoutSeconds is { } idle) Add(answer, RadiusType.IdleTimeout, Number(idle));
        if (user.SessionTimeoutSeconds is { } session) Add(answer, RadiusType.SessionTimeout, Number(session));
    }

    private static byte[] Number(int value)
    {
        var octets = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(octets, value);
        return octets;
    }

    private static void Add(RadiusAnswer answer, uint type, byte[] value) =>
        answer.Attributes.Add(new RadiusAttribute { Type = type, Value = UnsafeByteOperations.UnsafeWrap(value) });

    private static ByteString? Value(RadiusQuestion question, uint type) =>
        question.Attributes.FirstOrDefault(a => a.Type == type && a.Vendor == 0)?.Value;

    private static RadiusAnswer Reject(RadiusQuestion question, string text) =>
        new() { Correlation = question.Correlation, Outcome = RadiusOutcome.Reject, Text = text };
}
