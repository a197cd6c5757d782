using System.Net;
using Entities.DialOut;
using Entities.DialOut.Lacs;
using Lac.Node.Configuration;
using Lns.Node.Configuration;
using Node.Common.Configuration;

namespace Nodes.Tests.Configuration;

public sealed class LoaderTests
{
    [Fact]
    public void WholeConfigurationBindsWithDefaults()
    {
        var read = Samples.ReadLns(Samples.Lns);

        read.Faults.ShouldBeEmpty();
        var lns = read.Value.ShouldNotBeNull();
        lns.Node.ShouldBe("lns-1");
        lns.EffectiveKeyFile.ShouldBe("/tmp/lns-1/key");
        lns.L2tp.Endpoints.Single().Address.ShouldBe(IPAddress.Loopback);
        lns.L2tp.Endpoints.Single().Port.ShouldBe(1701);
        lns.RadiusGroups.Single().Servers.Single().Secret.ShouldBe(new Secret("radiusGroups[0].servers[0].secret", "s1"));
        lns.VirtualRouters.Single().DialOutRoutes.Single().Prefix.ShouldBe(IPNetwork.Parse("10.10.0.0/16"));
        lns.Profiles.Single().PppAuthentication.ShouldBe([PppMethod.Chap, PppMethod.Pap]);
    }

    /// <summary>The table of settings with its ranges and defaults (design of dial-out, section 3).</summary>
    [Fact]
    public void DefaultsAreThoseOfTheDesign()
    {
        var lns = Samples.ReadLns(Samples.Lns).Value!;

        lns.DialOut.ShouldSatisfyAllConditions(
            d => d.ConnectingTimerSeconds.ShouldBe(180),
            d => d.DormantTimerSeconds.ShouldBe(300),
            d => d.BufferedTriggers.ShouldBe(8),
            d => d.ConnectingLimit.ShouldBe(1000),
            d => d.RingingAttempts.ShouldBe(2),
            d => d.PendingBehaviour.ShouldBe(PendingBehaviour.Authenticate),
            d => d.LacSelection.ShouldBe(LacLevels.Between),
            d => d.LacBalance.ShouldBe(LacOrder.Random));
        lns.L2tp.ShouldSatisfyAllConditions(
            l => l.TunnelIdleTimeoutSeconds.ShouldBe(60),
            l => l.LockoutSeconds.ShouldBe(300),
            l => l.MaximumRetransmissions.ShouldBe(5),
            l => l.FirstContactRetransmissions.ShouldBe(3),
            l => l.SessionsPerTunnel.ShouldBe(500),
            l => l.HelloIntervalSeconds.ShouldBe(60),
            l => l.ReceiveWindowSize.ShouldBe(64));
        lns.Profiles.Single().IdleTimeoutSeconds.ShouldBe(120);
        lns.Profiles.Single().Mru.ShouldBe(1454);
    }

    [Theory]
    [InlineData("config/lns.json", typeof(LnsOptions))]
    [InlineData("config/lac.json", typeof(LacOptions))]
    public void ExamplesAreWhole(string file, Type model)
    {
        var path = Repository.File(file);
        var faults = model == typeof(LnsOptions)
            ? ConfigurationLoader.Read<LnsOptions>(File.ReadAllText(path), path, "BRAS_LNS", []).Faults
            : ConfigurationLoader.Read<LacOptions>(File.ReadAllText(path), path, "BRAS_LAC", []).Faults;

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void CommentsAndTrailingCommasAreAllowed() =>
        Samples.ReadLac(Samples.Lac.Replace("\"node\"", "// a comment\n/* another */ \"node\"").Replace("\"secret\": \"t\"", "\"secret\": \"t\",")).Faults.ShouldBeEmpty();

    [Fact]
    public void PathsStartAtTheConfigurationFile()
    {
        var text = Samples.With(Samples.With(Samples.Lns, "dataDirectory", "\"../../var/x\""), "virtualRouters[0].device", "\"unix:p.sock\"");

        var lns = Samples.ReadLns(text).Value!;

        lns.DataDirectory.ShouldBe("/var/x");
        lns.VirtualRouters[0].Device.ShouldBe("unix:/etc/bras/p.sock");
    }

    [Fact]
    public void MissingFileIsOneFaultWithItsName()
    {
        var read = ConfigurationLoader.Load<LnsOptions>("/nonexistent/lns.json", "BRAS_LNS");

        read.Value.ShouldBeNull();
        read.Faults.Single().ToString().ShouldStartWith("/nonexistent/lns.json: cannot be read");
    }

    [Fact]
    public void SecretsDoNotPrint()
    {
        var lns = Samples.ReadLns(Samples.With(Samples.Lns, "radiusGroups[0].servers[0].secret", "\"hush-hush\"")).Value!;

        lns.ToString().ShouldNotContain("hush-hush");
        $"{lns.RadiusGroups[0].Servers[0]}".ShouldNotContain("hush-hush");
        $"{lns.RadiusGroups[0].Servers[0]}".ShouldContain("(secret radiusGroups[0].servers[0].secret)");
    }

    [Fact]
    public void SecretsMayStandInFiles()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "from a file\n");
        var text = Samples.With(Samples.With(Samples.Lac, "peers[0].secret", null), "peers[0].secretFile", $"\"{file}\"");
        text = Samples.With(text, "peers[0].secretName", "\"the LNS's\"");

        Samples.ReadLac(text).Value!.Peers[0].Secret.ShouldBe(new Secret("the LNS's", "from a file"));
        File.Delete(file);
        Samples.ReadLac(text).Faults.Single().Path.ShouldBe("peers[0].secretFile");
    }
}
