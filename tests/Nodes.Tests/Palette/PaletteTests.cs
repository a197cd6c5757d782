using System.Text.Json.Nodes;
using Cli.Palette;
using Cli.Rendering;

namespace Nodes.Tests.Palette;

/// <summary>What of pbm's palette needs no package of pbm's: the rest is an adapter of a few lines.</summary>
public sealed class PaletteTests
{
    [Fact]
    public void TheCommandsAreThoseOfTheDesign() =>
        PaletteCommands.All.Select(command => command.Name).ShouldBe(["routes", "sessions", "tunnels", "destinations", "lines", "trace", "drain"]);

    [Fact]
    public void AListHasTheColumnsThatTheCommandLineHas()
    {
        var sessions = PaletteCommands.All.Single(command => command.Name == "sessions");
        sessions.Operation.ShouldBe("show-sessions");
        sessions.View.ShouldBe(Views.All.Single(view => view.Name == "sessions"));
        sessions.Page([], offset: 1000).ToJsonString().ShouldBe("""{"offset":1000}""");
    }

    [Fact]
    public void AMandatoryArgumentIsAskedForByItsSwitch()
    {
        var trace = PaletteCommands.All.Single(command => command.Name == "trace");
        trace.Read(_ => []).Fault.ShouldBe("trace needs -k KEY: as `bras sessions` or `bras tunnels` prints it");
        trace.Read(_ => ["a", "b"]).Fault.ShouldBe("-k stands more than once");
        var (arguments, fault) = trace.Read(name => name == "key" ? ["127.0.0.1/513/7"] : []);
        fault.ShouldBeNull();
        arguments!.ToJsonString().ShouldBe("""{"key":"127.0.0.1/513/7"}""");
        trace.Page(arguments, offset: 5).ToJsonString().ShouldBe("""{"key":"127.0.0.1/513/7","offset":5}""");
    }

    [Fact]
    public void RowsAreAlignedAndEmptyColumnsLeftOut()
    {
        var view = new View("calls", "show-calls", "", "no calls", [new("key", "key"), new("number", "number"), new("up", "up", CellFormat.Duration)]);
        JsonNode?[] rows = [JsonNode.Parse("""{"key": "1", "number": null, "up": 75}"""), JsonNode.Parse("""{"key": "222", "number": null, "up": 5}""")];
        PaletteText.Table(view, rows).ShouldBe(["key  up", "1    1:15", "222  5 s", "2 rows"]);
        PaletteText.Table(view, []).ShouldBe(["no calls"]);
    }

    [Fact]
    public void OtherAnswersAreFieldsALine()
    {
        var answer = JsonNode.Parse("""{"key": "lns-1", "text": "draining", "steps": [{"at": 1}, {"at": 2}], "reason": null}""");
        PaletteText.Fields(answer).ShouldBe(["key: lns-1", "text: draining", "steps:", "    at: 1", "    at: 2", "reason: "]);
    }

    [Fact]
    public void WhatAPeerSaysMovesNoCursor() =>
        PaletteText.Fields(new JsonObject { ["text"] = "a\u001b[2Jb" }).ShouldBe(["text: a\uFFFD[2Jb"]);
}
