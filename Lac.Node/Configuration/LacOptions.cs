using System.Net;
using Entities.Tunnels.Failover;
using Lac.Node.Composition;
using Node.Common.Configuration;
using Node.Common.Configuration.Sections;

namespace Lac.Node.Configuration;

/// <summary>The whole configuration of a LAC node.</summary>
public sealed record LacOptions : NodeOptions, ICheckedSection
{
    public const string EnvironmentPrefix = "BRAS_LAC";

    [Setting("Unix socket on which the node answers `bras show` and the other operations; only its owner may open it.", IsPath = true)]
    public string OperationsSocket { get; init; } = "/run/bras/lac.sock";

    [Setting("The LNSs' cluster, to which this node reports its free lines and shows its lines and calls; these don't depend on it. Default: none.")]
    public MemberOptions? Cluster { get; init; }

    [Setting("Listener for health probes. Default: none.")]
    public HttpOptions? Http { get; init; }

    [Setting("L2TP as the LAC speaks it.")]
    public required LacL2tpOptions L2tp { get; init; }

    [Setting("LNSs that may place calls; all others are refused."), Count(1, 4096)]
    public required IReadOnlyList<LnsPeerOptions> Peers { get; init; }

    [Setting("Pools of lines, in the order in which a number is looked up."), Count(1, 256)]
    public required IReadOnlyList<PoolOptions> Pools { get; init; }

    public void Check(SectionCheck check)
    {
        if (Cluster is not null && !NodeForm.HasCluster)
            check.Fault("cluster", null, MemberOptions.NoEngine);
        check.Unique("l2tp.endpoints", L2tp.Endpoints, "address", e => (e.Address, e.Port));
        check.Unique("peers", Peers, "hostName", p => (p.HostName, p.Address));
        check.Unique("pools", Pools, "name", p => p.Name);
        var lines = new Dictionary<string, string>();
        var devices = new Dictionary<string, string>();
        for (var i = 0; i < Pools.Count; i++)
            for (var j = 0; j < Pools[i].Lines.Count; j++)
            {
                var (at, line) = ($"pools[{i}].lines[{j}]", Pools[i].Lines[j]);
                if (line.Name.Length > 0 && !lines.TryAdd(line.Name, at))
                    check.Fault($"{at}.name", line.Name, $"is taken already by {lines[line.Name]}");
                if (line.Device is { } device && !devices.TryAdd(device, at))
                    check.Fault($"{at}.device", device, $"is taken already by {devices[device]}");
            }
    }
}

/// <inheritdoc cref="L2tpOptions"/>
public sealed record LacL2tpOptions : L2tpOptions;

/// <summary>An LNS, known by its Host Name AVP, its address, or both.</summary>
public sealed record LnsPeerOptions : ICheckedSection
{
    [Setting("Host Name AVP of the LNS. Default: any, if the address is right.")]
    public string? HostName { get; init; }

    [Setting("Address of the LNS. Default: any, if the host name is right.")]
    public IPAddress? Address { get; init; }

    [Setting("Secret of the tunnel; without one neither end proves who it is.")]
    public Secret? Secret { get; init; }

    [Setting("Send the Q.931 Cause Code AVP to this LNS when a call fails (RFC 2661 §6.12).")]
    public bool SendQ931Cause { get; init; } = true;

    [Setting("What becomes of this LNS's tunnels when the LAC starts again; its calls are lost either way, for their lines drop: `off`, "
        + "`failover-protocol` (RFC 4951), `silent` or `failover-protocol-then-silent`.")]
    public ResynchMethod ResynchMethod { get; init; } = ResynchMethod.Silent;

    public void Check(SectionCheck check)
    {
        if (HostName is null && Address is null)
            check.Fault("hostName", null, "missing: a peer needs hostName or address");
    }
}
