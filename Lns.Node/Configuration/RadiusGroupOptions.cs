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

    [Setting("Wait before the first retransmission, IRT of RFC 5080 §2.2.1; each further wait doubles."), Within(500, 10000, Timer = true)]
    public int InitialTimeoutMs { get; init; } = 850;

    [Setting("Retransmissions to one server before the next is asked."), Within(0, 5)]
    public int RetransmissionsPerServer { get; init; } = 1;

    [Setting("Transmissions of one question over all servers, MRC."), Within(1, 50)]
    public int MaximumTransmissions { get; init; } = 5;

    [Setting("A question that no server answered is given up after this time, MRD; accounting never is."), Within(1, 300, Timer = true)]
    public int MaximumDurationSeconds { get; init; } = 30;

    [Setting("Longest wait between two transmissions of an accounting record, MRT."), Within(8, 3600, Timer = true)]
    public int AccountingMaximumTimeoutSeconds { get; init; } = 60;

    public void Check(SectionCheck check)
    {
        check.Unique("servers", Servers, "address", s => (s.Address, s.AuthenticationPort, s.AccountingPort));
    }
}

public sealed record RadiusServerOptions : ICheckedSection
{
    [Setting("What messages call the server. Default: its address.")]
    public string? Name { get; init; }

    [Setting("Address of the server.")]
    public required IPAddress Address { get; init; }

    [Setting("UDP port for questions."), Within(1, 65535, Zero = "this server authenticates nobody")]
    public int AuthenticationPort { get; init; } = 1812;

    [Setting("UDP port for accounting."), Within(1, 65535, Zero = "this server takes no records")]
    public int AccountingPort { get; init; } = 1813;

    [Setting("Shared secret.")]
    public required Secret Secret { get; init; }

    [Setting("Refuse answers without Message-Authenticator. Some servers send none unless told to; then it has to be false.")]
    public bool RequireMessageAuthenticator { get; init; } = true;

    public void Check(SectionCheck check)
    {
        if (AuthenticationPort == 0 && AccountingPort == 0)
            check.Fault("accountingPort", 0, "is 0 as authenticationPort is: the server has no use");
    }
}
