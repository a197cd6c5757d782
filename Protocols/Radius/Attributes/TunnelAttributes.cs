using System.Collections.Immutable;
using static Protocols.Radius.Attributes.AttributeForm;

namespace Protocols.Radius.Attributes;

/// <summary>The attributes of RFC 2868 (tunnels) and RFC 2867 (their accounting).</summary>
internal static class TunnelAttributes
{
    public static ImmutableArray<AttributeDefinition> Table { get; } =
    [
        new("Tunnel-Type", RadiusType.TunnelType, Integer, "RFC 2868 §3.1", Tagged: true),
        new("Tunnel-Medium-Type", RadiusType.TunnelMediumType, Integer, "RFC 2868 §3.2", Tagged: true),
        new("Tunnel-Client-Endpoint", RadiusType.TunnelClientEndpoint, Text, "RFC 2868 §3.3", Tagged: true),
        new("Tunnel-Server-Endpoint", RadiusType.TunnelServerEndpoint, Text, "RFC 2868 §3.4", Tagged: true),
        new("Acct-Tunnel-Connection", RadiusType.AcctTunnelConnection, Text, "RFC 2867 §4.1"),
        new("Tunnel-Password", RadiusType.TunnelPassword, Text, "RFC 2868 §3.5", true, Concealment.Salted, IsSecret: true),
        new("Tunnel-Private-Group-ID", RadiusType.TunnelPrivateGroupId, Text, "RFC 2868 §3.6", Tagged: true),
        new("Tunnel-Assignment-ID", RadiusType.TunnelAssignmentId, Text, "RFC 2868 §3.7", Tagged: true),
        new("Tunnel-Preference", RadiusType.TunnelPreference, Integer, "RFC 2868 §3.8", Tagged: true),
        new("Acct-Tunnel-Packets-Lost", RadiusType.AcctTunnelPacketsLost, Integer, "RFC 2867 §4.2"),
        new("Tunnel-Client-Auth-ID", RadiusType.TunnelClientAuthId, Text, "RFC 2868 §3.9", Tagged: true),
        new("Tunnel-Server-Auth-ID", RadiusType.TunnelServerAuthId, Text, "RFC 2868 §3.10", Tagged: true),
    ];
}
