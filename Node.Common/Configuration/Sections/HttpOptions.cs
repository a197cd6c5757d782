using System.Net;

namespace Node.Common.Configuration.Sections;

/// <summary>Where a node answers health probes (docs/operations.md).</summary>
public sealed record HttpOptions
{
    [Setting("Address that is listened on.")]
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    [Setting("TCP port."), Within(1, 65535)]
    public int Port { get; init; } = 8080;
}
