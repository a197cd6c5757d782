using System.Buffers.Binary;
using Google.Protobuf;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Entities.DialOut.Authorisation;

/// <summary>
/// The first Access-Request of a dial-out session. The gateway adds NAS-Identifier, NAS-IP-Address and Message-Authenticator.
/// </summary>
public static class AccessRequest
{
    public static RadiusQuestion Of(DialOutSessionKey session, DialOutRouteSettings route, uint attempt, string acctSessionId)
    {
        var question = new RadiusQuestion { Group = route.RadiusGroup ?? "", Correlation = CallKey.Of(session, attempt) };
        question.Attributes.Add(Text(RadiusType.UserName, UserName(session, route)));
        if (route.Password is { } password)
            question.Attributes.Add(Text(RadiusType.UserPassword, password));
        question.Attributes.Add(Number(RadiusType.ServiceType, (uint)ServiceType.Outbound));
        question.Attributes.Add(Number(RadiusType.NasPortType, (uint)NasPortType.Virtual));
        question.Attributes.Add(Text(RadiusType.AcctSessionId, acctSessionId));
        return question;
    }

    /// <summary><c>[route distinguisher/]{trigger destination}@{domain}</c></summary>
    public static string UserName(DialOutSessionKey session, DialOutRouteSettings route)
    {
        var user = $"{session.Destination}@{route.Domain}";
        return route.RouteDistinguisher is { } distinguisher ? $"{distinguisher}/{user}" : user;
    }

    private static RadiusAttribute Text(uint type, string value) => new() { Type = type, Value = ByteString.CopyFromUtf8(value) };

    private static RadiusAttribute Number(uint type, uint value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return new RadiusAttribute { Type = type, Value = ByteString.CopyFrom(octets) };
    }
}
