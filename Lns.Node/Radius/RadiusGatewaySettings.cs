using System.Collections.Immutable;
using System.Net;

namespace Lns.Node.Radius;

/// <summary>Limits of the gateway as a whole.</summary>
public sealed record RadiusGatewaySettings
{
    /// <summary>Questions waiting for an answer; one more is answered NO_ANSWER at once, so that a flood costs memory only up to here.</summary>
    public int MaximumQuestions { get; init; } = 65_536;

    /// <summary>256 identifiers each (RFC 2865 §3): with 64 ports at most 16 384 requests are open towards one server.</summary>
    public int MaximumSourcePortsPerServer { get; init; } = 64;

    /// <summary>Records of one group on the wire at a time; the others wait in order, and a server that comes back is not flooded.</summary>
    public int MaximumAccountingInFlight { get; init; } = 1024;

    /// <summary>How long a silent server is left alone before it is tried again.</summary>
    public double DeadServerTrialSeconds { get; init; } = 10;

    /// <summary>The same complaint about the same server is logged once in this time.</summary>
    public double ComplaintIntervalSeconds { get; init; } = 60;
}

/// <summary>Servers that answer for one another, in order of preference.</summary>
public sealed record RadiusGroupSettings
{
    public required string Name { get; init; }

    public required ImmutableArray<RadiusServerSettings> Servers { get; init; }

    /// <summary>NAS-Identifier (RFC 2865 §5.32).</summary>
    public required string NasIdentifier { get; init; }

    /// <summary>NAS-IP-Address or NAS-IPv6-Address; null: not sent.</summary>
    public IPAddress? NasAddress { get; init; }

    /// <summary>
    /// IRT (RFC 5080 §2.2.1). With one retransmission a server has 3 IRT ± 0.41 IRT to answer: below 3 s for values up to 0.87.
    /// </summary>
    public double InitialTimeoutSeconds { get; init; } = 0.85;

    /// <summary>To one server, before the next one is asked.</summary>
    public int RetransmissionsPerServer { get; init; } = 1;

    /// <summary>MRC of a question, over all servers; each server gets its transmissions at least once whatever stands here.</summary>
    public int MaximumTransmissions { get; init; } = 5;

    /// <summary>MRD of a question, over all servers.</summary>
    public double MaximumDurationSeconds { get; init; } = 30;

    /// <summary>
    /// MRT of accounting. The RFC's default is none; but then the wait doubles for hours, and a server that is back would not be noticed. It discards
    /// nothing: records are sent until a server takes them.
    /// </summary>
    public double AccountingMaximumTimeoutSeconds { get; init; } = 60;
}

public sealed record RadiusServerSettings
{
    /// <summary>For logs.</summary>
    public required string Name { get; init; }

    /// <summary>Null: this server authenticates nobody.</summary>
    public IPEndPoint? Authentication { get; init; }

    /// <summary>Null: this server takes no records.</summary>
    public IPEndPoint? Accounting { get; init; }

    public required ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>What logs call the secret.</summary>
    public required string SecretName { get; init; }

    /// <summary>
    /// Discard answers to Access-Requests that carry no Message-Authenticator: without one, someone between us and the server can turn a reject
    /// into an accept.
    /// </summary>
    public bool RequireMessageAuthenticator { get; init; } = true;
}
