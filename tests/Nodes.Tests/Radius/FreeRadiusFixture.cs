using Lab.Foreign;
using Lns.Node.Radius;

namespace Nodes.Tests.Radius;

/// <summary>One FreeRADIUS for the tests that only ask it questions.</summary>
public sealed class FreeRadiusFixture : IAsyncLifetime
{
    public const string Secret = "testing123";

    private const string Users = """
        "0.0.0.0:65000/10.10.1.1@L2TP-dial-out.de.dt" Auth-Type := Accept, Service-Type == Outbound-User
            Tunnel-Type:1 = L2TP,
            Tunnel-Medium-Type:1 = IPv4,
            Tunnel-Server-Endpoint:1 = "192.0.2.1",
            Tunnel-Password:1 = "first tunnel secret",
            Tunnel-Assignment-Id:1 = "north",
            Tunnel-Preference:1 = 0,
            Tunnel-Type:2 = L2TP,
            Tunnel-Medium-Type:2 = IPv4,
            Tunnel-Server-Endpoint:2 = "192.0.2.2",
            Tunnel-Password:2 = "a second one, longer than one block",
            Tunnel-Client-Auth-Id:2 = "lns-home",
            Tunnel-Server-Auth-Id:2 = "lac-two",
            Tunnel-Preference:2 = 10,
            Tunnel-Type:3 = L2TP,
            Tunnel-Medium-Type:3 = IPv6,
            Tunnel-Server-Endpoint:3 = "2001:db8::3",
            Tunnel-Preference:3 = 70000,
            ERX-Tunnel-Virtual-Router:3 = "backbone",
            ERX-Tunnel-Password:3 = "third, in the clear",
            ERX-Tunnel-Maximum-Sessions = 200,
            ERX-Dial-Out-Number = "00492215550123",
            ERX-PPP-Username = "lns",
            ERX-PPP-Password = "what the LNS presents",
            ERX-PPP-Auth-Protocol = 4,
            ERX-Minimum-BPS = 9600,
            ERX-Maximum-BPS = 64000,
            ERX-Bearer-Type = 2,
            ERX-L2tp-Recv-Window-Size = 64,
            ERX-L2TP-Resynch-Method = 3,
            Class = "class of the call"

        site1 Cleartext-Password := "site1 password"
            Service-Type = Framed-User,
            Framed-Protocol = PPP,
            Framed-IP-Address = 10.10.1.254,
            Framed-Route = "10.10.1.0/24 0.0.0.0 1",
            Session-Timeout = 3600,
            Idle-Timeout = 120

        """;

    private FreeRadius? server;

    internal FreeRadius Server => server ?? throw new InvalidOperationException("freeradius was not started");

    internal RadiusServerSettings Settings => Given.Server("freeradius", Server.Authentication, Server.Accounting, Secret);

    public static FreeRadiusSettings DefaultSettings { get; } = new(Secret, Users);

    public async Task InitializeAsync()
    {
        // where it is missing every test of the class is skipped, but the fixture is made all the same
        if (ForeignProgram.Find("freeradius") is not null || ForeignProgram.IsCi)
            server = await FreeRadius.Start(DefaultSettings);
    }

    public async Task DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }
}
