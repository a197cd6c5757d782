namespace Nodes.Tests.Configuration;

/// <summary>Every fault is named with its key and value, all of them at once.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("node", "\"two words\"", "letters, digits")]
    [InlineData("node", "7", "must be text")]
    [InlineData("node", "null", "must be text")]
    [InlineData("node", null, "missing")]
    [InlineData("dataDirectory", "\"\"", "must not be empty")]
    [InlineData("l2tp", "[]", "must be a section")]
    [InlineData("l2tp", null, "missing")]
    [InlineData("l2tp.endpoints", "{}", "must be a list")]
    [InlineData("l2tp.endpoints", "[]", "holds 1 to 64 items")]
    [InlineData("l2tp.endpoints[0].address", "\"localhost\"", "must be an IP address")]
    [InlineData("l2tp.endpoints[0].address", "\"127.1\"", "must be an IP address")]
    [InlineData("l2tp.endpoints[0].port", "0", "must be within 1 to 65535")]
    [InlineData("l2tp.endpoints[0].port", "1701.5", "must be a whole number")]
    [InlineData("l2tp.endpoints[0].port", "\"1701\"", "must be a whole number")]
    [InlineData("l2tp.endpoints[0].port", "99999999999999999999", "must be a whole number")]
    [InlineData("l2tp.maximumRetransmissions", "1", "must be within 2 to 7")]
    [InlineData("l2tp.maximumRetransmissions", "8", "must be within 2 to 7")]
    [InlineData("l2tp.helloIntervalSeconds", "-1", "must be within 1 to 3600, or 0: never")]
    [InlineData("l2tp.sessionsPerTunnel", "65536", "must be within 1 to 65535")]
    [InlineData("l2tp.lockoutSeconds", "59", "must be within 60 to 3600")]
    [InlineData("l2tp.hideAvps", "\"yes\"", "must be true or false")]
    [InlineData("dialOut.connectingTimerSeconds", "29", "must be within 30 to 3600")]
    [InlineData("dialOut.connectingTimerSeconds", "3601", "must be within 30 to 3600")]
    [InlineData("dialOut.connectingTimerSeconds", "90", "must be longer than lacDialSeconds (60) and 30 s for PPP")]
    [InlineData("dialOut.dormantTimerSeconds", "3601", "must be within 0 to 3600")]
    [InlineData("dialOut.bufferedTriggers", "51", "must be within 0 to 50")]
    [InlineData("dialOut.connectingLimit", "100001", "must be within 1 to 100000")]
    [InlineData("dialOut.ringingAttempts", "9", "must be within 1 to 8")]
    [InlineData("dialOut.lacBalance", "\"fair\"", "must be one of random, round-robin, weighted, most-free-lines")]
    [InlineData("profiles[0].interimIntervalSeconds", "59", "must be within 60 to 86400, or 0: none")]
    [InlineData("profiles[0].pppAuthentication", "[\"eap\"]", "must be one of pap, chap, ms-chap-v2", "profiles[0].pppAuthentication[0]")]
    [InlineData("profiles[0].pppAuthentication", "[\"pap\", \"pap\"]", "is taken already", "profiles[0].pppAuthentication[1]")]
    [InlineData("radiusGroups[0].servers[0].secret", null, "missing")]
    [InlineData("radiusGroups[0].servers[0].secret", "\"\"", "is empty")]
    [InlineData("radiusGroups[0].servers[0].secretFile", "\"/x\"", "given twice", "radiusGroups[0].servers[0].secret")]
    [InlineData("virtualRouters[0].name", "\"\"", "must not be empty")]
    [InlineData("virtualRouters[0].device", "\"eth0\"", "tun:NAME")]
    [InlineData("virtualRouters[0].addresses", "[\"10.0.0.1\"]", "prefix length", "virtualRouters[0].addresses[0]")]
    [InlineData("virtualRouters[0].radius.home", "\"hom\"", "names nothing in radiusGroups; there: home")]
    [InlineData("virtualRouters[0].radius.home", null, "needs radius.home", "virtualRouters[0].dialOutRoutes[0].aaa")]
    [InlineData("virtualRouters[0].dialOutRoutes[0].profile", "\"q\"", "names nothing in profiles; there: p")]
    [InlineData("virtualRouters[0].dialOutRoutes[0].prefix", "\"10.10.0.1/16\"", "must be an IP prefix")]
    [InlineData("virtualRouters[0].dialOutRoutes[0].prefix", "\"10.10/16\"", "must be an IP prefix")]
    [InlineData("virtualRouters[0].dialOutRoutes[0].routeDistinguisher", "\"65000\"", "ADDRESS:NUMBER")]
    [InlineData("virtualRouters[0].dialOutRoutes[0].aaa", "\"local\"", "needs a site of domain d.example")]
    [InlineData("dialout", "{}", "unknown key; did you mean dialOut?")]
    [InlineData("l2tp.helloInterval", "60", "unknown key")]
    public void LnsFaultIsNamed(string path, string? value, string problem, string? at = null)
    {
        var read = Samples.ReadLns(Samples.With(Samples.Lns, path, value));

        read.Value.ShouldBeNull();
        var fault = read.Faults.Single();
        fault.Path.ShouldBe(at ?? path);
        fault.Problem.ShouldContain(problem);
        fault.ToString().ShouldStartWith("/etc/bras/lns.json:1: ");
    }

    [Theory]
    [InlineData("peers", "[]", "holds 1 to 4096 items")]
    [InlineData("peers[0].hostName", null, "needs hostName or address")]
    [InlineData("pools[0].numbers", "[\"04y\"]", "digits", "pools[0].numbers[0]")]
    [InlineData("pools[0].dialTimeoutSeconds", "9", "must be within 10 to 300")]
    [InlineData("pools[0].lines[0].driver", "\"modem\"", "must be one of tty, program, tcp, emulated")]
    [InlineData("pools[0].lines[0].driver", "\"program\"", "needs one", "pools[0].lines[0].program")]
    [InlineData("pools[0].lines[0].driver", "\"tcp\"", "HOST:PORT", "pools[0].lines[0].device")]
    [InlineData("pools[0].lines[0].device", null, "needs one")]
    [InlineData("pools[0].lines[0].program", "\"/bin/x\"", "of no use to driver tty")]
    [InlineData("pools[0].lines[0].speed", "299", "must be within 300 to 4000000")]
    public void LacFaultIsNamed(string path, string? value, string problem, string? at = null)
    {
        var fault = Samples.ReadLac(Samples.With(Samples.Lac, path, value)).Faults.Single();

        fault.Path.ShouldBe(at ?? path);
        fault.Problem.ShouldContain(problem);
    }

    [Fact]
    public void AllFaultsAreNamedAtOnceWithTheirLines()
    {
        const string text = """
            {
              "node": "lns-1",
              "dataDirectori": "/tmp/x",
              "l2tp": { "endpoints": [{ "address": "127.0.0.1", "port": 70000 }] },
              "dialOut": {
                "connectingTimerSeconds": 5,
                "lacBalance": "fair"
              },
              "virtualRouters": [
                { "name": "a", "device": "tun:x", "radius": { "home": "nobody" } },
                { "name": "a", "device": "tun:x" }
              ]
            }
            """;

        Samples.ReadLns(text).Faults.Select(f => f.ToString()).ShouldBe(
            [
                "/etc/bras/lns.json:3: dataDirectori = \"/tmp/x\": unknown key; did you mean dataDirectory?",
                "/etc/bras/lns.json:1: dataDirectory: missing: Directory of the journal and the counters; made if missing.",
                "/etc/bras/lns.json:4: l2tp.endpoints[0].port = 70000: must be within 1 to 65535",
                "/etc/bras/lns.json:6: dialOut.connectingTimerSeconds = 5: must be within 30 to 3600",
                "/etc/bras/lns.json:7: dialOut.lacBalance = \"fair\": must be one of random, round-robin, weighted, most-free-lines",
                "/etc/bras/lns.json:11: virtualRouters[1].name = \"a\": is taken already by virtualRouters[0]",
                "/etc/bras/lns.json:11: virtualRouters[1].device = \"tun:x\": is taken already by virtualRouters[0]",
                "/etc/bras/lns.json:10: virtualRouters[0].radius.home = \"nobody\": names nothing: radiusGroups is empty",
            ], ignoreOrder: true);
    }

    [Fact]
    public void KeyWrittenTwiceIsAFault()
    {
        var fault = Samples.ReadLac(Samples.Lac.Replace("\"node\": \"lac-1\",", "\"node\": \"lac-1\",\n\"node\": \"lac-2\",")).Faults.Single();

        fault.ToString().ShouldBe("/etc/bras/lac.json:3: node = \"lac-2\": written twice in the same section");
    }

    [Theory]
    [InlineData("", "/etc/bras/lac.json:1: not JSON")]
    [InlineData("{\n\"node\": \n}", "/etc/bras/lac.json:3: not JSON")]
    [InlineData("{} {}", "/etc/bras/lac.json:1: not JSON")]
    [InlineData("[]", "/etc/bras/lac.json:1: must be a section")]
    [InlineData("{\"a\": \"\\ud800\"}", "/etc/bras/lac.json:1: not JSON")]
    public void WhatIsNoJsonObjectIsOneFault(string text, string start) =>
        Samples.ReadLac(text).Faults.Single().ToString().ShouldStartWith(start);

    [Fact]
    public void TruncationsNeverThrow()
    {
        for (var length = 0; length < Samples.Lns.Length; length++)
            Samples.ReadLns(Samples.Lns[..length]).Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public void AnyValueInAnyPlaceGivesARecordOrFaults()
    {
        string[] values = ["null", "true", "-1", "1e999", "\"\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"x\":1}"];
        string[] paths =
        [
            "node", "keyFile", "log", "log.level", "l2tp", "l2tp.endpoints", "l2tp.endpoints[0]", "l2tp.endpoints[0].port", "dialOut", "radiusGroups",
            "radiusGroups[0].servers", "radiusGroups[0].servers[0].secret", "radiusGroups[0].servers[0].secretFile", "profiles", "profiles[0].dns",
            "virtualRouters", "virtualRouters[0].device", "virtualRouters[0].radius", "virtualRouters[0].dialOutRoutes", "sites", "peers", "testTimers",
        ];
        foreach (var path in paths)
            foreach (var value in values)
            {
                var read = Samples.ReadLns(Samples.With(Samples.Lns, path, value));
                (read.Value is null).ShouldBe(read.Faults.Count > 0, $"{path} = {value}");
            }
    }

    [Fact]
    public void TestTimersLiftLowerBoundsOnly()
    {
        var lifted = Samples.With(Samples.Lns, "testTimers", "true");

        Samples.ReadLns(Samples.With(lifted, "dialOut.connectingTimerSeconds", "1")).Value!.DialOut.ConnectingTimerSeconds.ShouldBe(1);
        Samples.ReadLns(Samples.With(lifted, "dialOut.connectingTimerSeconds", "3601")).Faults.Single().Path.ShouldBe("dialOut.connectingTimerSeconds");
        Samples.ReadLns(Samples.With(lifted, "dialOut.connectingTimerSeconds", "0")).Faults.ShouldNotBeEmpty();
        Samples.ReadLns(Samples.With(lifted, "l2tp.maximumRetransmissions", "1")).Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public void SecretsStayOutOfFaults()
    {
        var text = Samples.With(Samples.Lac, "peers[0].secret", "{ \"hush\": \"hush\" }");

        var fault = Samples.ReadLac(text).Faults.Single();

        fault.Path.ShouldBe("peers[0].secret");
        fault.ToString().ShouldNotContain("hush");
    }
}
