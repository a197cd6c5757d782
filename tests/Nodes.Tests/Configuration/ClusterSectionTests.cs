using Lns.Node.Configuration;
using Node.Common.Configuration;
using Node.Common.Configuration.Sections;

namespace Nodes.Tests.Configuration;

/// <summary>The section <c>cluster</c>: what it needs, and what is said where the cluster engine was not built.</summary>
public sealed class ClusterSectionTests
{
    private const string Whole = """{ "address": "lns-1.example", "seeds": ["lighthouse-0:4053"], "journal": { "sqlite": "journal.db" } }""";

    private const string Member = """{ "address": "lac-1.example", "seeds": ["lighthouse-0:4053"] }""";

    [Theory]
    [InlineData("address", null, "missing")]
    [InlineData("address", "\"two words\"", "a host name or an IPv4 address")]
    [InlineData("port", "0", "must be within 1 to 65535")]
    [InlineData("formation", "\"multicast\"", "must be one of seeds, kubernetes, config")]
    [InlineData("seeds", "[]", "formation seeds needs one at least")]
    [InlineData("seeds", "[\"lighthouse-0\"]", "must be HOST:PORT", "seeds[0]")]
    [InlineData("seeds", "[\"a:4053\", \"a:4053\"]", "is taken already", "seeds[1]")]
    [InlineData("seeds", "[\"a:99999\"]", "must be HOST:PORT", "seeds[0]")]
    [InlineData("formation", "\"kubernetes\"", "needs the pods' label", "service", 3)]
    [InlineData("journal", null, "missing")]
    [InlineData("journal", "{}", "needs sqlite or postgresql", "journal.sqlite")]
    [InlineData("journal.postgresql", "\"Host=db\"", "given besides postgresql", "journal.sqlite")]
    [InlineData("detector.heartbeatIntervalMs", "99", "must be within 100 to 5000")]
    [InlineData("detector", "{ \"heartbeatIntervalMs\": 1000 }", "at least 3 heartbeats", "detector.acceptablePauseMs")]
    [InlineData("resolver.stableAfterMs", "999", "must be within 1000 to 120000")]
    [InlineData("drainSeconds", "4", "must be within 5 to 300")]
    public void FaultIsNamed(string path, string? value, string problem, string? at = null, int faults = 1)
    {
        var found = InCluster(Samples.ReadLns(Samples.With(Clustered(), $"cluster.{path}", value)));

        found.Count.ShouldBe(faults, string.Join('\n', found));
        found.ShouldContain(fault => fault.Path == $"cluster.{at ?? path}" && fault.Problem.Contains(problem), string.Join('\n', found));
    }

    /// <summary>It would take itself for none of the contact points, and each of two such nodes would wait for the other.</summary>
    [Fact]
    public void AContactPointThatIsThisNodeHasItsPort()
    {
        var configured = Samples.With(Samples.With(Clustered(), "cluster.formation", "\"config\""), "cluster.seeds", "[\"lns-1.example:8559\", \"lns-2.example:8558\"]");

        InCluster(Samples.ReadLns(configured)).ShouldHaveSingleItem().Path.ShouldBe("cluster.seeds[0]");
        InCluster(Samples.ReadLns(Samples.With(configured, "cluster.managementPort", "8559"))).ShouldBeEmpty();
    }

    [Fact]
    public void APodIsFoundByItsAddress()
    {
        var configured = Samples.With(Samples.With(Samples.With(Clustered(), "cluster.formation", "\"kubernetes\""), "cluster.seeds", "[]"), "cluster.service", "\"lighthouse\"");

        InCluster(Samples.ReadLns(configured)).ShouldHaveSingleItem().Path.ShouldBe("cluster.address");
        InCluster(Samples.ReadLns(Samples.With(configured, "cluster.address", "\"10.0.0.1\""))).ShouldBeEmpty();
    }

    [Fact]
    public void NodeOfOneMachineHasNone() => Samples.ReadLns(Samples.Lns).Value!.Cluster.ShouldBeNull();

    [Fact]
    public void ConnectionStringIsASecret()
    {
        var read = Samples.With(Clustered(), "cluster.journal", """{ "postgresqlFile": "/run/none" }""");

        InCluster(Samples.ReadLns(read)).ShouldContain(fault => fault.Path == "cluster.journal.postgresqlFile" && fault.Problem.Contains("cannot be read"));
    }

    [Fact]
    public void SectionIsTakenOrRefusedWithWhatIsMissing()
    {
        Taken(Samples.ReadLns(Clustered()), lns => lns.Cluster);
        Taken(Samples.ReadLac(Samples.With(Samples.Lac, "cluster", Member)), lac => lac.Cluster);
    }

    [Fact]
    public void KeyOfTheJournalIsShared() =>
        InCluster(Samples.ReadLns(Samples.With(Clustered(), "keyFile", null))).Single().Path.ShouldBe("keyFile");

    private static string Clustered() => Samples.With(Samples.With(Samples.Lns, "keyFile", "\"/etc/bras/key\""), "cluster", Whole);

    private static void Taken<T>(Configured<T> read, Func<T, MemberOptions?> cluster) where T : class
    {
        if (Lns.Node.Composition.NodeForm.HasCluster)
        {
            var taken = cluster(read.Value.ShouldNotBeNull(string.Join('\n', read.Faults))).ShouldNotBeNull();
            (taken.Port, taken.Formation, taken.Detector.HeartbeatIntervalMs, taken.Resolver.StableAfterMs).ShouldBe((4053, ClusterFormation.Seeds, 500, 3000));
            return;
        }
        read.Faults.Single().Path.ShouldBe("cluster");
        read.Faults.Single().Problem.ShouldContain("the Akka.NET packages were not to be had");
    }

    /// <summary>Without what is said of a build that has no cluster engine.</summary>
    private static List<ConfigurationFault> InCluster(Configured<LnsOptions> read) => [.. read.Faults.Where(fault => fault.Path != "cluster")];
}
