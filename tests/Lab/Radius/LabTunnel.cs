using System.Net;
using System.Net.Sockets;
using Protocols.Radius;
using Protocols.Radius.Attributes;

namespace Lab.Radius;

/// <summary>One LAC of an authorisation: a group of tagged attributes (RFC 2868 §3).</summary>
public sealed record LabTunnel(IPAddress Lac)
{
    /// <summary>Tunnel-Preference: 0 is best.</summary>
    public uint Preference { get; init; }

    /// <summary>Tunnel-Password; null: no tunnel authentication.</summary>
    public string? Secret { get; init; }

    public string? AssignmentId { get; init; }

    public string? ClientAuthId { get; init; }

    public string? ServerAuthId { get; init; }

    public IEnumerable<RadiusAttributeValue> Attributes(byte tag)
    {
        var medium = Lac.AddressFamily == AddressFamily.InterNetwork ? TunnelMediumType.Ipv4 : TunnelMediumType.Ipv6;
        yield return RadiusAttributeValue.Integer(RadiusType.TunnelType, (uint)TunnelType.L2tp, tag);
        yield return RadiusAttributeValue.Integer(RadiusType.TunnelMediumType, (uint)medium, tag);
        yield return RadiusAttributeValue.Text(RadiusType.TunnelServerEndpoint, Lac.ToString(), tag);
        yield return RadiusAttributeValue.Integer(RadiusType.TunnelPreference, Preference, tag);
        if (Secret is not null)
            yield return RadiusAttributeValue.Text(RadiusType.TunnelPassword, Secret, tag);
        if (AssignmentId is not null)
            yield return RadiusAttributeValue.Text(RadiusType.TunnelAssignmentId, AssignmentId, tag);
        if (ClientAuthId is not null)
            yield return RadiusAttributeValue.Text(RadiusType.TunnelClientAuthId, ClientAuthId, tag);
        if (ServerAuthId is not null)
            yield return RadiusAttributeValue.Text(RadiusType.TunnelServerAuthId, ServerAuthId, tag);
    }
}

/// <summary>What the first Access-Accept says about the call itself: Juniper's dial-out attributes.</summary>
public sealed record LabDialOut(string Number)
{
    public string? PppUsername { get; init; }

    public string? PppPassword { get; init; }

    public ErxPppAuthProtocol? PppAuthentication { get; init; }

    public uint? MinimumBps { get; init; }

    public uint? MaximumBps { get; init; }

    public ErxBearerType? Bearer { get; init; }

    public IEnumerable<RadiusAttributeValue> Attributes()
    {
        yield return RadiusAttributeValue.Text(Erx(ErxType.DialOutNumber), Number);
        if (PppUsername is not null)
            yield return RadiusAttributeValue.Text(Erx(ErxType.PppUsername), PppUsername);
        if (PppPassword is not null)
            yield return RadiusAttributeValue.Text(Erx(ErxType.PppPassword), PppPassword);
        if (PppAuthentication is { } authentication)
            yield return RadiusAttributeValue.Integer(Erx(ErxType.PppAuthProtocol), (uint)authentication);
        if (MinimumBps is { } minimum)
            yield return RadiusAttributeValue.Integer(Erx(ErxType.MinimumBps), minimum);
        if (MaximumBps is { } maximum)
            yield return RadiusAttributeValue.Integer(Erx(ErxType.MaximumBps), maximum);
        if (Bearer is { } bearer)
            yield return RadiusAttributeValue.Integer(Erx(ErxType.BearerType), (uint)bearer);
    }

    private static AttributeKey Erx(byte type) => new(ErxType.Vendor, type);
}
