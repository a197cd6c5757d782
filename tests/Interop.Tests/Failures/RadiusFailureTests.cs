using System.Text.Json.Nodes;
using Interop.Tests.Support;
using Lab.Radius;

namespace Interop.Tests.Failures;

/// <summary>RADIUS servers that deny, say nothing, or say too little: the session is inhibited (dial-out §3).</summary>
[Collection(ProcessesCollection.Name)]
public sealed class RadiusFailureTests
{
    [Fact]
    public async Task ADenialInhibits()
    {
        await using var bench = new Bench();
        bench.StartRadius();
        await bench.StartLns(lns => lns["virtualRouters"]![0]!["dialOutRoutes"]![0]!["domain"] = "unknown.lab");

        (await bench.CallEndsIn("Inhibited", "inhibited"))["reason"].ShouldContain("RADIUS denies");
    }

    [Fact]
    public async Task SilenceInhibitsAndNamesTheServer()
    {
        await using var bench = new Bench();
        bench.StartRadius();
        bench.Radius.Script = _ => new LabRadiusFault.Drop();
        await bench.StartLns(Impatient);

        var line = await bench.CallEndsIn("Inhibited", "inhibited");

        line["reason"].ShouldContain("no RADIUS server answered");
        line["reason"].ShouldContain(bench.Network.Radius.ToString());
        (await bench.DialOut()).GetProperty("lastText").GetString().ShouldBe(line["reason"]);
    }

    [Fact]
    public async Task AGrantWithoutNumberInhibits()
    {
        await using var bench = new Bench();
        bench.StartRadius(directory =>
            directory.Add(new LabUser(Bench.UserName(bench.Site), null, [.. bench.TunnelTo(0).Attributes(1)])));
        await bench.StartLns();

        (await bench.CallEndsIn("Inhibited", "inhibited"))["reason"].ShouldContain("ERX-Dial-Out-Number");
    }

    /// <summary>A server that can't verify a request says nothing (RFC 3579 §3.2).</summary>
    [Fact]
    public async Task AWrongSecretOfOursNamesServerAndSecret()
    {
        await using var bench = new Bench();
        bench.StartRadius();
        await bench.StartLns(WithNamedSecret, secret: "not the server's");

        var line = await bench.CallEndsIn("Inhibited", "inhibited");

        line["reason"].ShouldContain(bench.Network.Radius.ToString());
        line["reason"].ShouldContain("'the lab RADIUS secret'");
        bench.Lns.Log.Lines.ShouldNotContain(l => l.ToString().Contains("not the server's", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AWrongSecretOfTheServersNamesServerAndSecret()
    {
        await using var bench = new Bench();
        bench.StartRadius();
        bench.Radius.Script = _ => new LabRadiusFault.WrongSecret();
        // long enough for an answer to come while it is waited for
        await bench.StartLns(lns =>
        {
            WithNamedSecret(lns);
            lns["radiusGroups"]![0]!["maximumTransmissions"] = 6;
        });

        await bench.CallEndsIn("Inhibited", "inhibited");

        var line = await bench.Lns.Log.WaitFor("a message about the secret", l => l.Event == "SecretMismatch");
        line.Level.ShouldBe("warn");
        line.Message.ShouldContain(bench.Network.Radius.ToString());
        line.Message.ShouldContain("'the lab RADIUS secret'");
    }

    private static void Impatient(JsonObject lns)
    {
        var group = lns["radiusGroups"]![0]!;
        (group["initialTimeoutMs"], group["maximumTransmissions"]) = (100, 2);
    }

    private static void WithNamedSecret(JsonObject lns)
    {
        Impatient(lns);
        lns["radiusGroups"]![0]!["servers"]![0]!["secretName"] = "the lab RADIUS secret";
    }
}
