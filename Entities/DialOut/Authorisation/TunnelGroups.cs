using System.Net.Sockets;
using System.Net;
using Entities.Destinations;
using Entities.Tunnels.Failover;
using Google.Protobuf;
using Protocols.Radius.Attributes;
using Shared.Messages;

namespace Entities.DialOut.Authorisation;

/// <summary>The tagged groups of an Access-Accept (RFC 2868), each one a LAC.</summary>
internal static class TunnelGroups
{
    /// <summary>Tags are 0x01 to 0x1F (RFC 2868 §3.1).</summary>
    public const uint HighestTag = 31;

    /// <summary>Preference levels that one grant may spread over.</summary>
    public const int Levels = 8;

    /// <summary>A group that says nothing comes after all that do: Tunnel-Preference has 24 bits (RFC 2868 §3.8).</summary>
    public const uint NoPreference = 0xFFFFFF;

    /// <summary>Best preference first; groups of the same preference stay in the order of their tags.</summary>
    public static (IReadOnlyList<TunnelTerms> Tunnels, IReadOnlyList<string> Ignored) Read(
        IReadOnlyList<RadiusAttribute> attributes, GrantDefaults defaults)
    {
        var tunnels = new List<TunnelTerms>();
        var ignored = new List<string>();
        foreach (var tag in Tags(attributes))
        {
            var (terms, fault) = ReadGroup(new AttributeGroup(attributes, tag), defaults);
            if (terms is not null)
                tunnels.Add(terms);
            else
                ignored.Add(tag == 0 ? fault : $"tag {tag}: {fault}");
        }
        var levels = tunnels.Select(terms => terms.Preference).Distinct().Order().Take(Levels).ToHashSet();
        ignored.AddRange(tunnels.Where(terms => !levels.Contains(terms.Preference))
            .Select(terms => $"preference {terms.Preference} is beyond {Levels} levels"));
        return (tunnels.Where(terms => levels.Contains(terms.Preference)).OrderBy(terms => terms.Preference).ToList(), ignored);
    }

    // without a single tag the untagged attributes make one group; with tags they only fill gaps
    private static IReadOnlyList<uint> Tags(IReadOnlyList<RadiusAttribute> attributes)
    {
        var tags = attributes.Select(attribute => attribute.Tag).Where(tag => tag is > 0 and <= HighestTag).Distinct().Order().ToList();
        var untagged = attributes.Any(attribute => attribute is { Vendor: 0, Type: RadiusType.TunnelServerEndpoint, Tag: 0 });
        return tags.Count == 0 && untagged ? [0] : tags;
    }

    private static (TunnelTerms? Terms, string Fault) ReadGroup(AttributeGroup group, GrantDefaults defaults)
    {
        if (group.Number(RadiusType.TunnelType) is { } type && type != (uint)TunnelType.L2tp)
            return (null, $"Tunnel-Type {type} is not L2TP");
        if (group.Text(RadiusType.TunnelServerEndpoint) is not { } server)
            return (null, "Tunnel-Server-Endpoint is missing");
        if (!TryEndpoint(server, GrantDefaults.L2tpPort, out var peer))
            return (null, $"Tunnel-Server-Endpoint '{server}' is no address");
        if (group.Number(RadiusType.TunnelMediumType) is { } medium && medium != MediumOf(peer))
            return (null, $"Tunnel-Medium-Type {medium} does not suit {peer.Address}");
        var local = defaults.Local;
        if (group.Text(RadiusType.TunnelClientEndpoint) is { } client && !TryEndpoint(client, defaults.Local.Port, out local))
            return (null, $"Tunnel-Client-Endpoint '{client}' is no address");
        if (local.AddressFamily != peer.AddressFamily)
            return (null, $"{local.Address} cannot reach {peer.Address}");
        return (Terms(group, local, peer, defaults), "");
    }

    private static TunnelTerms Terms(AttributeGroup group, IPEndPoint local, IPEndPoint peer, GrantDefaults defaults) =>
        TermsOf(group, local, peer, defaults).With((ResynchMethod?)group.Number(ErxType.L2tpResynchMethod, ErxType.Vendor));

    private static TunnelTerms TermsOf(AttributeGroup group, IPEndPoint local, IPEndPoint peer, GrantDefaults defaults) => new()
    {
        Local = local.ToMessage(),
        Peer = peer.ToMessage(),
        AssignmentId = group.Text(RadiusType.TunnelAssignmentId) ?? "",
        Secret = group.Bytes(RadiusType.TunnelPassword) ?? group.Bytes(ErxType.TunnelPassword, ErxType.Vendor) ?? ByteString.Empty,
        LocalName = group.Text(RadiusType.TunnelClientAuthId) ?? defaults.LocalName,
        ExpectedPeerName = group.Text(RadiusType.TunnelServerAuthId) ?? "",
        MaximumSessions = group.Number(ErxType.TunnelMaximumSessions, ErxType.Vendor) ?? 0,
        ReceiveWindow = group.Number(ErxType.L2tpRecvWindowSize, ErxType.Vendor) ?? defaults.ReceiveWindow,
        Preference = group.Number(RadiusType.TunnelPreference) ?? NoPreference,
        VirtualRouter = group.Text(ErxType.TunnelVirtualRouter, ErxType.Vendor) ?? "",
    };

    private static uint MediumOf(IPEndPoint peer) =>
        peer.AddressFamily == AddressFamily.InterNetwork ? (uint)TunnelMediumType.Ipv4 : (uint)TunnelMediumType.Ipv6;

    // a port may follow, which RFC 2868 §3.3 does not know; a name cannot be resolved here, and "10" must not become 0.0.0.10
    private static bool TryEndpoint(string text, int defaultPort, out IPEndPoint endpoint)
    {
        endpoint = new IPEndPoint(IPAddress.Any, 0);
        if (!IPEndPoint.TryParse(text, out var parsed) || !text.Contains(':') && text.Count(c => c == '.') != 3)
            return false;
        endpoint = parsed.Port == 0 ? new IPEndPoint(parsed.Address, defaultPort) : parsed;
        return true;
    }
}
