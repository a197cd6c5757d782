using Lns.Node.Configuration;
using Node.Common.Configuration;

namespace Nodes.Tests.Configuration;

/// <summary>The hash by which the nodes of a cluster compare their configurations.</summary>
public sealed class DigestTests
{
    private static readonly HashSet<string> Own = ["node", "dataDirectory", "virtualRouters.device"];

    [Theory]
    [InlineData("node", "\"lns-2\"")]
    [InlineData("dataDirectory", "\"/tmp/other\"")]
    [InlineData("virtualRouters[0].device", "\"tun:other\"")]
    public void WhatEachNodeHasForItselfDoesNotCount(string path, string value) => Digest(Samples.With(Samples.Lns, path, value)).ShouldBe(Digest(Samples.Lns));

    [Theory]
    [InlineData("dialOut.dormantTimerSeconds", "299")]
    [InlineData("virtualRouters[0].dialOutRoutes[0].prefix", "\"10.11.0.0/16\"")]
    [InlineData("profiles[0].pppAuthentication", "[\"pap\"]")]
    [InlineData("profiles[0].dns", "[\"9.9.9.9\"]")]
    [InlineData("radiusGroups[0].servers[0].secret", "\"s2\"")]
    [InlineData("l2tp.hostName", "\"another\"")]
    public void EverythingElseDoes(string path, string value) => Digest(Samples.With(Samples.Lns, path, value)).ShouldNotBe(Digest(Samples.Lns));

    [Fact]
    public void DefaultsAreAsGoodAsWhatIsWritten() =>
        Digest(Samples.With(Samples.Lns, "dialOut.dormantTimerSeconds", "300")).ShouldBe(Digest(Samples.Lns));

    private static string Digest(string text) => ConfigurationDigest.Of(Samples.ReadLns(text).Value!, Own);
}
