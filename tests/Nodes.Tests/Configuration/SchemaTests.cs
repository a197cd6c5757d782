using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nodes.Tests.Configuration;

/// <summary>The schema and the reader agree, as far as a schema can say it.</summary>
public sealed class SchemaTests
{
    private readonly SchemaValidator lns = new(File.ReadAllText(Repository.File("config/lns.schema.json")));
    private readonly SchemaValidator lac = new(File.ReadAllText(Repository.File("config/lac.schema.json")));

    [Fact]
    public void BothAcceptWhatIsWhole()
    {
        lns.Accepts(Samples.Lns).ShouldBeTrue();
        lac.Accepts(Samples.Lac).ShouldBeTrue();
        lns.Accepts(Plain("config/lns.json")).ShouldBeTrue();
        lac.Accepts(Plain("config/lac.json")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("node", null)]
    [InlineData("node", "\"two words\"")]
    [InlineData("nodes", "\"x\"")]
    [InlineData("l2tp.endpoints", "[]")]
    [InlineData("l2tp.endpoints[0].port", "70000")]
    [InlineData("l2tp.endpoints[0].port", "\"1701\"")]
    [InlineData("l2tp.helloIntervalSeconds", "-1")]
    [InlineData("dialOut", "[]")]
    [InlineData("dialOut.connectingTimerSeconds", "29")]
    [InlineData("dialOut.lacBalance", "\"fair\"")]
    [InlineData("log.level", "\"loud\"")]
    [InlineData("radiusGroups[0].servers[0].secret", null)]
    [InlineData("radiusGroups[0].servers[0].secretFile", "\"/x\"")]
    [InlineData("virtualRouters[0].device", "\"eth0\"")]
    [InlineData("virtualRouters[0].dialOutRoutes[0].password", "7")]
    public void BothRefuse(string path, string? value)
    {
        var text = Samples.With(Samples.Lns, path, value);

        lns.Accepts(text).ShouldBeFalse();
        Samples.ReadLns(text).Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public void EveryDefaultOfTheSchemaIsTheReadersOwn()
    {
        // writing a default out loud changes nothing
        var schema = JsonNode.Parse(File.ReadAllText(Repository.File("config/lns.schema.json")))!;
        var properties = schema["$defs"]!["dialOut"]!["properties"]!.AsObject();
        var text = Samples.Lns;
        foreach (var (key, property) in properties)
            text = Samples.With(text, $"dialOut.{key}", property!["default"]!.ToJsonString());

        Samples.ReadLns(text).Value!.DialOut.ShouldBe(Samples.ReadLns(Samples.Lns).Value!.DialOut);
    }

    private static string Plain(string file) =>
        JsonNode.Parse(File.ReadAllText(Repository.File(file)), null,
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.ToJsonString();
}
