using System.Diagnostics;
using System.Net;
using Lab.Foreign;
using Lab.Radius;
using Protocols.Radius.Attributes;

namespace Nodes.Tests.Radius;

/// <summary>A client that others wrote against the lab's server: it is no use as a witness if only our own gateway believes it.</summary>
public sealed class RadclientTests : IAsyncLifetime
{
    private readonly LabRadiusServer server = new(new() { Secret = "testing123"u8.ToArray() }, new LabDirectory()
        .AddDialOut("10.10.1.1@dial-out.lab", new("4711") { Bearer = ErxBearerType.Digital },
            new LabTunnel(IPAddress.Parse("127.0.0.2")) { Secret = "tunnel one" },
            new LabTunnel(IPAddress.Parse("127.0.0.3")) { Secret = "a secret that is longer than a block", Preference = 5 })
        .AddSite("site1", "its password", IPAddress.Parse("10.10.1.254"), "10.10.1.0/24 0.0.0.0 1"));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await server.DisposeAsync();

    [ForeignFact("radclient")]
    public async Task DialOut_TunnelPasswordsAreReadable()
    {
        var output = await Radclient("auth", server.Authentication, "User-Name = \"10.10.1.1@dial-out.lab\"");

        output.ShouldContain("Received Access-Accept");
        output.ShouldContain("Tunnel-Password:1 = \"tunnel one\"");
        output.ShouldContain("Tunnel-Password:2 = \"a secret that is longer than a block\"");
        output.ShouldContain("Tunnel-Server-Endpoint:2 = \"127.0.0.3\"");
        output.ShouldContain("ERX-Dial-Out-Number = \"4711\"");
        output.ShouldContain("ERX-Bearer-Type = Digital");
    }

    [ForeignFact("radclient")]
    public async Task PapAndChapAreJudged()
    {
        (await Radclient("auth", server.Authentication, "User-Name = site1, User-Password = \"its password\""))
            .ShouldContain("Framed-Route = \"10.10.1.0/24 0.0.0.0 1\"");
        (await Radclient("auth", server.Authentication, "User-Name = site1, CHAP-Password = \"its password\""))
            .ShouldContain("Received Access-Accept");
        (await Radclient("auth", server.Authentication, "User-Name = site1, User-Password = \"another\""))
            .ShouldContain("Received Access-Reject");
    }

    [ForeignFact("radclient")]
    public async Task AccountingAndStatusAreAnswered()
    {
        (await Radclient("acct", server.Accounting, "Acct-Status-Type = Start, Acct-Session-Id = \"s1\", NAS-Identifier = \"radclient\""))
            .ShouldContain("Received Accounting-Response");
        server.Records.ShouldHaveSingleItem().SessionId.ShouldBe("s1");
        (await Radclient("status", server.Authentication, "NAS-Identifier = \"radclient\"")).ShouldContain("Received Access-Accept");
    }

    private static async Task<string> Radclient(string command, IPEndPoint server, string attributes)
    {
        var start = new ProcessStartInfo(ForeignProgram.Find("radclient") ?? "radclient",
            ["-x", "-t", "30", "-r", "1", server.ToString(), command, "testing123"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var radclient = Process.Start(start).ShouldNotBeNull();
        // Access-Requests are signed only on demand; accounting has its own authenticator
        var signature = command == "acct" ? "" : ", Message-Authenticator = 0x00";
        await radclient.StandardInput.WriteLineAsync(attributes + signature);
        radclient.StandardInput.Close();
        var output = radclient.StandardOutput.ReadToEndAsync();
        var errors = radclient.StandardError.ReadToEndAsync();
        await radclient.WaitForExitAsync();
        return await output + await errors;
    }
}
