using System.Net;

namespace Nodes.Tests.Configuration;

public sealed class EnvironmentTests
{
    [Fact]
    public void VariablesOverrideTheFileWhateverTheirLetterCase()
    {
        var lns = Samples.ReadLns(Samples.Lns,
            ("BRAS_LNS__NODE", "from-environment"),
            ("BRAS_LNS__dialOut__connectingTimerSeconds", "200"),
            ("BRAS_LNS__L2TP__HIDEAVPS", "true"),
            ("BRAS_LNS__radiusGroups__0__servers__0__secret", "other"),
            ("PATH", "/bin"), ("BRAS_LAC__node", "not ours")).Value!;

        lns.Node.ShouldBe("from-environment");
        lns.DialOut.ConnectingTimerSeconds.ShouldBe(200);
        lns.L2tp.HideAvps.ShouldBeTrue();
        lns.RadiusGroups[0].Servers[0].Secret.Text.ShouldBe("other");
    }

    [Fact]
    public void ListsGrowByIndexInNumericOrder()
    {
        var added = Enumerable.Range(1, 11)
            .Select(i => ($"BRAS_LNS__l2tp__endpoints__{i}__address", $"127.0.1.{i}")).Reverse().ToArray();

        var lns = Samples.ReadLns(Samples.Lns, added).Value!;

        lns.L2tp.Endpoints.Count.ShouldBe(12);
        lns.L2tp.Endpoints[11].Address.ShouldBe(IPAddress.Parse("127.0.1.11"));
    }

    [Fact]
    public void ListsOfPlainValuesMayBeSeparatedByCommasAndSectionsMayBeJson()
    {
        var lns = Samples.ReadLns(Samples.Lns,
            ("BRAS_LNS__profiles__0__dns", "9.9.9.9, 149.112.112.112"),
            ("BRAS_LNS__log", """{ "format": "json" }""")).Value!;

        lns.Profiles[0].Dns.Select(d => d.ToString()).ShouldBe(["9.9.9.9", "149.112.112.112"]);
        lns.Log.Format.ShouldBe(Node.Common.Configuration.Sections.LogFormat.Json);
    }

    [Fact]
    public void EnvironmentSecretBeatsSecretFileOfTheFile()
    {
        var text = Samples.With(Samples.With(Samples.Lac, "peers[0].secret", null), "peers[0].secretFile", "\"/nonexistent\"");

        Samples.ReadLac(text, ("BRAS_LAC__peers__0__secret", "x")).Value!.Peers[0].Secret!.Text.ShouldBe("x");
    }

    [Theory]
    [InlineData("BRAS_LNS__dialOut__connectingTimerSeconds", "soon", "dialOut.connectingTimerSeconds = \"soon\": must be a whole number")]
    [InlineData("BRAS_LNS__dialOut__conectingTimerSeconds", "60", "dialOut.conectingTimerSeconds = \"60\": unknown key; did you mean connectingTimerSeconds?")]
    [InlineData("BRAS_LNS__l2tp__endpoints__2__address", "127.0.0.3", "leaves a gap: the list has 1 items")]
    [InlineData("BRAS_LNS__log", "{ oops", "not JSON")]
    [InlineData("BRAS_LNS__l2tp__endpoints__0", "127.0.0.1", "l2tp.endpoints[0] = \"127.0.0.1\": must be a section")]
    [InlineData("BRAS_LNS__node__x", "y", "goes into node, which is a plain value")]
    public void FaultNamesTheVariable(string name, string value, string problem)
    {
        var fault = Samples.ReadLns(Samples.Lns, (name, value)).Faults.Single().ToString();

        fault.ShouldStartWith($"environment {name}: ");
        fault.ShouldContain(problem);
    }
}
