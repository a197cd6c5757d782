using System.Net.Sockets;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Protocols.Radius;
using Protocols.Radius.Attributes;
using Shared.Messages;
using NasPortType = Protocols.Radius.Attributes.NasPortType;

namespace Lns.Node.Radius;

/// <summary>Between an entity's attributes and those of the wire: the gateway adds what only it knows, who the NAS is and what time has passed.</summary>
internal static class QuestionAttributes
{
    /// <returns>Null and the reason when a number does not fit its octet.</returns>
    public static List<RadiusAttributeValue>? From(RepeatedField<RadiusAttribute> attributes, RadiusGroupSettings group, out string reason)
    {
        reason = "";
        List<RadiusAttributeValue> values = [];
        foreach (var attribute in attributes)
        {
            if (attribute.Type is 0 or > byte.MaxValue || attribute.Tag > AttributeTag.Maximum)
            {
                reason = $"attribute {attribute.Vendor}:{attribute.Type} with tag {attribute.Tag} can't be written";
                return null;
            }
            // the gateway signs; a digest made elsewhere would be wrong
            if (attribute is { Vendor: 0, Type: RadiusType.MessageAuthenticator })
                continue;
            // nothing of zero length may be sent (RFC 2865 §5); an empty password is concealed into sixteen octets
            if (attribute.Value.IsEmpty && attribute is not { Vendor: 0, Type: RadiusType.UserPassword })
                continue;
            values.Add(new((byte)attribute.Type, attribute.Vendor, (byte)attribute.Tag, attribute.Value.Memory));
        }
        AddNas(values, group);
        return values;
    }

    /// <summary>What every request must say of its sender (RFC 2865 §4.1, RFC 2866 §4.1), and all that a Status-Server may say (RFC 5997 §3).</summary>
    public static void AddNas(List<RadiusAttributeValue> values, RadiusGroupSettings group)
    {
        AddUnlessThere(values, RadiusAttributeValue.Text(RadiusType.NasIdentifier, group.NasIdentifier));
        if (group.NasAddress is not { } address)
            return;
        var type = address.AddressFamily == AddressFamily.InterNetworkV6 ? RadiusType.NasIpv6Address : RadiusType.NasIpAddress;
        AddUnlessThere(values, RadiusAttributeValue.Address(type, address));
    }

    /// <summary>A user who came through a tunnel is on no physical port of ours (RFC 2865 §5.41), unless the entity knows better.</summary>
    public static void AddPortType(List<RadiusAttributeValue> values) =>
        AddUnlessThere(values, RadiusAttributeValue.Integer(RadiusType.NasPortType, (uint)NasPortType.Virtual));

    /// <summary>When it happened (RFC 2869 §5.3): the same in every copy, so that a server can tell copies.</summary>
    public static void AddEventTime(List<RadiusAttributeValue> values, long eventUnixMs) =>
        AddUnlessThere(values, RadiusAttributeValue.Integer(RadiusType.EventTimestamp, (uint)Math.Clamp(eventUnixMs / 1000, 0, uint.MaxValue)));

    public static RadiusAnswer Answer(string correlation, RadiusPacket packet)
    {
        var answer = new RadiusAnswer
        {
            Correlation = correlation,
            Outcome = packet.Code switch
            {
                RadiusCode.AccessAccept => RadiusOutcome.Accept,
                RadiusCode.AccessChallenge => RadiusOutcome.Challenge,
                _ => RadiusOutcome.Reject,
            },
            Text = string.Concat(packet.Attributes.All(RadiusType.ReplyMessage).Select(message => message.AsText())),
        };
        foreach (var value in packet.Attributes)
            answer.Attributes.Add(new RadiusAttribute
            {
                Type = value.Type,
                Vendor = value.Vendor,
                Tag = value.Tag,
                Value = ByteString.CopyFrom(value.Value.Span),
            });
        return answer;
    }

    private static void AddUnlessThere(List<RadiusAttributeValue> values, RadiusAttributeValue value)
    {
        if (!values.Has(value.Type, value.Vendor))
            values.Add(value);
    }
}
