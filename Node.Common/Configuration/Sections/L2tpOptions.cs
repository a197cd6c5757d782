namespace Node.Common.Configuration.Sections;

/// <summary>The control channel, on either end of it.</summary>
public abstract record L2tpOptions
{
    [Setting("Addresses and ports that the node receives L2TP on and sends it from."), Count(1, 64)]
    public required IReadOnlyList<EndpointOptions> Endpoints { get; init; }

    [Setting("Host Name AVP that we send (RFC 2661 §4.4.3). Default: the node's name.")]
    public string? HostName { get; init; }

    [Setting("Receive Window Size AVP: control messages that a peer may have outstanding (RFC 2661 §5.8)."), Within(1, 65535)]
    public int ReceiveWindowSize { get; init; } = 64;

    [Setting("Silence of the peer before a HELLO (RFC 2661 §5.5)."), Within(1, 3600, Zero = "never")]
    public int HelloIntervalSeconds { get; init; } = 60;

    [Setting("Retransmissions of a control message before the tunnel is cleared (RFC 2661 §5.8)."), Within(2, 7)]
    public int MaximumRetransmissions { get; init; } = 5;

    [Setting("Wait before the first retransmission; each further one waits twice as long (RFC 2661 §5.8)."), Within(1000, 8000, Timer = true)]
    public int RetransmitInitialMs { get; init; } = 1000;

    [Setting("The longest wait between two retransmissions (RFC 2661 §5.8: not below 8 s)."), Within(8, 60, Timer = true)]
    public int RetransmitCapSeconds { get; init; } = 16;

    [Setting("Sessions in one tunnel."), Within(1, 65535)]
    public int SessionsPerTunnel { get; init; } = 500;

    [Setting("A tunnel without sessions is closed after this time."), Within(1, 86400, Zero = "never")]
    public int TunnelIdleTimeoutSeconds { get; init; } = 60;

    [Setting("Hide AVPs that may be hidden, where a secret is shared with the peer (RFC 2661 §4.3).")]
    public bool HideAvps { get; init; }
}

public sealed record EndpointOptions
{
    [Setting("Local address; one address, not a wildcard, because RFC 2661 §8.1 fixes it for a tunnel's life.")]
    public required System.Net.IPAddress Address { get; init; }

    [Setting("Local UDP port."), Within(1, 65535)]
    public int Port { get; init; } = 1701;
}
