using System.Collections.Concurrent;
using System.Net;
using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Lab.Radius;

/// <summary>The users file of the lab's RADIUS server; it may change while the server runs.</summary>
public sealed class LabDirectory
{
    private readonly ConcurrentDictionary<string, LabUser> users = [];

    public LabUser? Find(string name) => users.GetValueOrDefault(name);

    public LabDirectory Add(LabUser user)
    {
        users[user.Name] = user;
        return this;
    }

    /// <summary>What a dial-out route asks for: user names such as <c>10.10.1.1@dial-out.lab</c>.</summary>
    public LabDirectory AddDialOut(string userName, LabDialOut call, params IReadOnlyList<LabTunnel> tunnels) =>
        Add(new(userName, null, [.. tunnels.SelectMany((tunnel, i) => tunnel.Attributes((byte)(i + 1))), .. call.Attributes()]));

    /// <summary>A remote site that comes up with PPP.</summary>
    /// <param name="routes">Framed-Route texts (RFC 2865 §5.22).</param>
    public LabDirectory AddSite(string userName, string password, IPAddress? address, params IReadOnlyList<string> routes)
    {
        List<RadiusAttributeValue> reply =
        [
            RadiusAttributeValue.Integer(RadiusType.ServiceType, (uint)ServiceType.Framed),
            RadiusAttributeValue.Integer(RadiusType.FramedProtocol, (uint)FramedProtocol.Ppp),
        ];
        if (address is not null)
            reply.Add(RadiusAttributeValue.Address(RadiusType.FramedIpAddress, address));
        reply.AddRange(routes.Select(route => RadiusAttributeValue.Text(RadiusType.FramedRoute, route)));
        return Add(new(userName, password, [.. reply]));
    }
}
