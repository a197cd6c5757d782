using System.Net;
using Node.Common.Configuration;

namespace Lns.Node.Configuration;

/// <summary>Servers that can stand in for one another: asked in this order, the next when one is silent.</summary>
public sealed record RadiusGroupOptions : ICheckedSection
{
    [Setting("Name of the group.")]
    public required string Name { get; init; }

    [Setting("The servers, best first."), Count(1, 16)]
    public required IReadOnlyList<RadiusServerOptions> Servers { get; init; }

    [Setting("NAS-Identifier. Default: the node's name.")]
    public string? NasIdentifier { get; init; }

    [Setting("NAS-IP-Address or NAS-IPv6-Address. Default: the first L2TP endpoint.")]
    public IPAddress? NasAddress { get; init; }

    [Setting("Local address to ask from. Default: the system chooses.")]
    public IPAddress? SourceAddress { get; init; }

    [Setting("Wait before the first retransmission, IRT of RFC 5080 §2.2.1; each further wait doubles."), Within(500, 10000, Timer = true)]
    public int InitialRetransmissionMs { get; init; } = 2000;

    [Setting("Longest wait between two retransmissions, MRT."), Within(1000, 60000, Timer = true)]
    public int MaximumRetransmissionMs { get; init; } = 16000;

    [Setting("Transmissions to one server before the next is asked."), Within(1, 10)]
    public int AttemptsPerServer { get; init; } = 3;

    [Setting("A question that no server answered is given up after this time, MRD; accounting never is."), Within(1, 300, Timer = true)]
    public int MaximumDurationSeconds { get; init; } = 30;

    [Setting("A silent server is asked last for this long."), Within(1, 3600, Zero = "at once again", Timer = true)]
    public int DeadSeconds { get; init; } = 60;

    public void Check(SectionCheck check)
    {
        if (MaximumRetransmissionMs < InitialRetransmissionMs)
            check.Fault("maximumRetransmissionMs", MaximumRetransmissionMs, $"is below initialRetransmissionMs ({InitialRetransmissionMs})");
        check.Unique("servers", Servers, "address", s => (s.Address, s.AuthenticationPort));
    }
}

public sealed record RadiusServerOptions
{
    [Setting("Address of the server.")]
    public required IPAddress Address { get; init; }

    [Setting("UDP port for questions."), Within(1, 65535)]
    public int AuthenticationPort { get; init; } = 1812;

    [Setting("UDP port for accounting."), Within(1, 65535)]
    public int AccountingPort { get; init; } = 1813;

    [Setting("Shared secret.")]
    public required Secret Secret { get; init; }

    [Setting("Refuse answers without Message-Authenticator. Some servers send none unless told to; then it has to be false.")]
    public bool RequireMessageAuthenticator { get; init; } = true;
}
