using Lighthouse;
using Node.Common.Configuration;
using Node.Common.Configuration.Schema;

namespace Nodes.Tests.Configuration;

/// <summary>As <see cref="GeneratedTests"/>; a Lighthouse is built only where the cluster engine is.</summary>
public sealed class LighthouseTests
{
    [Fact]
    public void SchemaIsTrue() =>
        GeneratedTests.Compare("config/lighthouse.schema.json", ConfigurationSchema.Of(typeof(LighthouseOptions), "Configuration of a Lighthouse"));

    [Fact]
    public void DocumentationDescribesEveryKey() => GeneratedTests.Describes(typeof(LighthouseOptions));

    [Theory]
    [InlineData("config/cluster/lighthouse.json")]
    [InlineData("deploy/overlays/local/config/lighthouse.json")]
    [InlineData("deploy/overlays/production/config/lighthouse.json")]
    public void TheFilesThatAreThereAreWhole(string file)
    {
        var environment = new Dictionary<string, string> { ["BRAS_LIGHTHOUSE__node"] = "lighthouse-0", ["BRAS_LIGHTHOUSE__cluster__address"] = "10.0.0.1" };
        var read = ConfigurationLoader.Read<LighthouseOptions>(File.ReadAllText(Repository.File(file)), file, LighthouseOptions.EnvironmentPrefix, environment);
        read.Faults.Select(fault => fault.ToString()).ShouldBeEmpty();
    }
}
