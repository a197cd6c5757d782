using System.Net;
using Entities.Tunnels.Failover;

namespace Entities.Tunnels;

/// <summary>What this end says of itself and how patient it is. Seconds and counts are those of RFC 2661 where it recommends one.</summary>
public sealed record TunnelSettings
{
    public string HostName { get; init; } = "bras";

    public string VendorName { get; init; } = "bras";

    public ushort FirmwareRevision { get; init; } = 0x0100;

    /// <summary>Framing Capabilities bits: synchronous 1, asynchronous 2 (§4.4.3).</summary>
    public uint FramingCapabilities { get; init; } = 3;

    /// <summary>Bearer Capabilities bits: digital 1, analog 2; 0 at an LNS, which takes no outgoing calls (§4.4.3).</summary>
    public uint BearerCapabilities { get; init; }

    /// <summary>A window of 4 at 20 ms caps a tunnel at 200 calls/s; 64 doesn't.</summary>
    public ushort ReceiveWindowSize { get; init; } = 64;

    public int HelloIntervalSeconds { get; init; } = 60;

    public int MaximumRetransmissions { get; init; } = 5;

    /// <summary>1 + 2 + 4 = 7 s: a LAC that never answered must not hold a call for 31 s.</summary>
    public int FirstContactRetransmissions { get; init; } = 3;

    public int RetransmitInitialMs { get; init; } = 1000;

    /// <summary>At least 8 s (§5.8).</summary>
    public int RetransmitCapMs { get; init; } = 16000;

    /// <summary>How long a tunnel without sessions stays, 0: for ever.</summary>
    public int IdleTimeoutSeconds { get; init; } = 60;

    public int MaximumSessions { get; init; } = 500;

    public bool HideAvps { get; init; }

    /// <summary>How long state is kept after StopCCN, to acknowledge it again: a full retransmission cycle (§5.7).</summary>
    public int ClearingSeconds { get; init; } = 31;

    /// <summary>From SCCRQ to SCCCN: above the 31 s after which the channel itself gives up.</summary>
    public int SetUpSeconds { get; init; } = 41;

    /// <summary>Waiting for OCRP: above the 31 s after which the channel itself gives up.</summary>
    public int WaitReplySeconds { get; init; } = 41;

    /// <summary>Waiting for OCCN: longer than a LAC's dial timer, so that its CDN 10 comes first.</summary>
    public int WaitConnectSeconds { get; init; } = 150;
}

/// <summary>What we hold against a peer that opens a tunnel to us.</summary>
/// <param name="Secret">Empty: no tunnel authentication with this peer.</param>
/// <param name="SecretName">Named in messages about wrong secrets, in place of the secret.</param>
/// <param name="LocalName">The Host Name we send.</param>
public sealed record PeerPolicy(ReadOnlyMemory<byte> Secret, string SecretName, string LocalName);

/// <summary>The node's configuration, as far as tunnels ask for it.</summary>
public interface ITunnelPolicy
{
    TunnelSettings Settings { get; }

    /// <returns>Null: this peer may not open tunnels (StopCCN 4).</returns>
    PeerPolicy? Accept(string hostName, IPAddress peer);

    /// <summary>Takes OCRQ although its SCCRP carried no Bearer Capabilities (against RFC 2661 §6.9, for peers that forget them).</summary>
    bool AssumesBearer(IPAddress peer);

    /// <summary>What becomes of this peer's tunnels when our end starts again, where their terms don't say it.</summary>
    ResynchMethod Resynch(IPAddress peer) => ResynchMethod.Silent;

    /// <summary>Q.931 Cause Code has its M bit set, and not every LNS expects it of an analog LAC (RFC 2661 §6.12).</summary>
    bool SendsQ931Cause(string hostName, IPAddress peer);
}
