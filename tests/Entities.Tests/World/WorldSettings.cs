using System.Net;
using Entities.Destinations;
using Entities.Lines;
using Entities.Tunnels;
using Google.Protobuf;
using Shared.Messages;

namespace Entities.Tests.World;

/// <summary>How the two nodes and what is around them are configured.</summary>
internal sealed record WorldSettings
{
    public TunnelSettings LnsTunnel { get; init; } = new() { HostName = "lns" };

    public TunnelSettings LacTunnel { get; init; } = new() { HostName = "lac", BearerCapabilities = 2, FramingCapabilities = 2 };

    /// <summary>The LAC's secret for the LNS; the LNS's stands in <see cref="Terms"/>.</summary>
    public string LacSecret { get; init; } = "tunnel-secret";

    /// <summary>Host names that the LAC takes tunnels from.</summary>
    public IReadOnlyList<string> LacKnows { get; init; } = ["lns"];

    /// <summary>What the LNS has against a LAC that opens a tunnel; null: it may not.</summary>
    public PeerPolicy? LnsAccepts { get; init; }

    public bool AssumesBearer { get; init; }

    public bool SendsQ931Cause { get; init; }

    public int Lines { get; init; } = 4;

    public LinePoolSettings Pool => new() { Name = "modems", Lines = [.. Enumerable.Range(1, Lines).Select(n => $"m{n}")] };

    public PppAuthentication PppAuthentication { get; init; } = PppAuthentication.Chap;

    public CallProfile Profile { get; init; } = new()
    {
        Name = "profile",
        LocalAddress = ByteString.CopyFrom(192, 0, 2, 1),
        RadiusGroup = "lns-servers",
        EchoIntervalSeconds = 30,
        EchoFailureLimit = 3,
    };

    public TunnelTerms Terms { get; init; } = TermsWith("tunnel-secret");

    public static TunnelTerms TermsWith(string secret, string expectedName = "") => new()
    {
        Local = WorldNode.LnsAddress.ToMessage(),
        Peer = WorldNode.LacAddress.ToMessage(),
        AssignmentId = "lac",
        LocalName = "lns",
        Secret = ByteString.CopyFromUtf8(secret),
        ExpectedPeerName = expectedName,
    };
}

internal sealed class LnsPolicy(WorldSettings settings) : ITunnelPolicy, IDestinationPolicy
{
    public TunnelSettings Settings => settings.LnsTunnel;

    public PeerPolicy? Accept(string hostName, IPAddress peer) => settings.LnsAccepts;

    public bool AssumesBearer(IPAddress peer) => settings.AssumesBearer;

    public bool SendsQ931Cause(string hostName, IPAddress peer) => false;

    public DestinationSettings For(DestinationKey destination) => DestinationSettings.Default;
}

internal sealed class LacPolicy(WorldSettings settings) : ITunnelPolicy, IDestinationPolicy
{
    public TunnelSettings Settings => settings.LacTunnel;

    public PeerPolicy? Accept(string hostName, IPAddress peer) => settings.LacKnows.Contains(hostName)
        ? new PeerPolicy(System.Text.Encoding.UTF8.GetBytes(settings.LacSecret), "peers:lns:secret", settings.LacTunnel.HostName)
        : null;

    public bool AssumesBearer(IPAddress peer) => false;

    public bool SendsQ931Cause(string hostName, IPAddress peer) => settings.SendsQ931Cause;

    public DestinationSettings For(DestinationKey destination) => DestinationSettings.Default;
}
