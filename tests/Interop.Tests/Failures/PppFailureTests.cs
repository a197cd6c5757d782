using System.Net;
using Interop.Tests.Support;
using Lab.Phone;

namespace Interop.Tests.Failures;

/// <summary>Calls that are answered and come to nothing in PPP or behind it (dial-out §2 steps 5 to 7, §3).</summary>
[Collection(ProcessesCollection.Name)]
public sealed class PppFailureTests
{
    [Fact]
    public async Task AWrongPasswordOfTheSiteIsARefusalByRadius()
    {
        await using var bench = new Bench();
        await bench.StartAll(directory => directory.AddSite(bench.Site.Name, "another password", bench.Site.Target));

        var line = await bench.CallEndsIn("Inhibited", "inhibited");

        line["reason"].ShouldContain($"the peer failed to authenticate: {bench.Site.Name}");
        (await bench.Lns.Log.WaitFor("failed authentication", l => l.Event == "AuthenticationFailed")).Message.ShouldContain(bench.Site.Name);
        // the remote site, not the LAC: no other try (dial-out §6)
        bench.Phones.Rung[bench.Site.Number].ShouldBe(1);
        bench.Radius.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task AWrongPasswordOfTheCallerIsARefusalByTheSite()
    {
        await using var bench = new Bench();
        var call = Bench.CallTo(bench.Site) with { PppPassword = "another password" };
        await bench.StartAll(directory => directory.AddDialOut(Bench.UserName(bench.Site), call, bench.TunnelTo(0)));

        var line = await bench.CallEndsIn("Inhibited", "inhibited");

        line["reason"].ShouldContain("we failed to authenticate");
        bench.Phones.Rung[bench.Site.Number].ShouldBe(1);
    }

    [Fact]
    public async Task ASiteThatProvesNothingIsNotLetIn()
    {
        await using var bench = new Bench();
        bench.Phones.Set(bench.Site.Number,
            new Subscriber(Answer.Connects, bench.Site.Settings with { RefusesAuthentication = true }, TimeSpan.FromMilliseconds(50)));
        await bench.StartAll();

        var line = await bench.CallEndsIn("Inhibited", "inhibited");

        line["reason"].ShouldBe("the peer refuses to be authenticated");
        bench.Phones.Rung[bench.Site.Number].ShouldBe(1);
    }

    [Fact]
    public async Task ARouteThatDoesNotCoverTheTriggerFailsForGood()
    {
        await using var bench = new Bench();
        var elsewhere = IPAddress.Parse("10.99.0.1");
        bench.Phones.Add(bench.Site.Settings with { Address = elsewhere, Network = IPNetwork.Parse("10.99.0.0/24") }, TimeSpan.Zero);
        await bench.StartAll(directory => directory.AddSite(bench.Site.Name, bench.Site.Password, elsewhere, "10.99.0.0/24 0.0.0.0 1"));

        var line = await bench.CallEndsIn("Failed", "failed");

        line["reason"].ShouldBe("the access routes do not cover the trigger");
        var mark = bench.Lns.Log.Mark;
        bench.Trigger(bench.Site.Target);
        await bench.Lac.Log.WaitFor("the line on-hook", l => l.Event == "LineOnHook");
        (await bench.DialOut()).GetProperty("state").GetString().ShouldBe("failed");
        bench.Lns.Log.Lines.Skip(mark).ShouldNotContain(l => l.Event == "DialOutState");
        (await bench.Lns.Show("routes")).ShouldNotContain(row => row.GetProperty("kind").GetString() == "access");
    }
}
