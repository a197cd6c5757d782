using System.Text.Json.Nodes;
using Lac.Node.Configuration;
using Lns.Node.Configuration;
using Node.Common.Configuration;

namespace Nodes.Tests.Configuration;

/// <summary>The smallest whole configurations, and ways to spoil them.</summary>
internal static class Samples
{
    public const string Lns = """
        {
          "node": "lns-1",
          "dataDirectory": "/tmp/lns-1",
          "l2tp": { "endpoints": [{ "address": "127.0.0.1" }] },
          "radiusGroups": [{ "name": "home", "servers": [{ "address": "127.0.0.9", "secret": "s1" }] }],
          "profiles": [{ "name": "p", "localAddress": "10.255.0.1" }],
          "virtualRouters": [{
            "name": "vr", "device": "tun:bras0", "radius": { "home": "home" },
            "dialOutRoutes": [{ "prefix": "10.10.0.0/16", "domain": "d.example", "profile": "p" }]
          }]
        }
        """;

    public const string Lac = """
        {
          "node": "lac-1",
          "dataDirectory": "/tmp/lac-1",
          "l2tp": { "endpoints": [{ "address": "127.0.0.2" }] },
          "peers": [{ "hostName": "lns-1", "secret": "t" }],
          "pools": [{ "name": "modems", "lines": [{ "name": "m1", "driver": "tty", "device": "/dev/ttyS0" }] }]
        }
        """;

    public static Configured<LnsOptions> ReadLns(string text, params (string Name, string Value)[] environment) =>
        ConfigurationLoader.Read<LnsOptions>(text, "/etc/bras/lns.json", LnsOptions.EnvironmentPrefix,
            environment.Select(e => KeyValuePair.Create(e.Name, e.Value)));

    public static Configured<LacOptions> ReadLac(string text, params (string Name, string Value)[] environment) =>
        ConfigurationLoader.Read<LacOptions>(text, "/etc/bras/lac.json", LacOptions.EnvironmentPrefix,
            environment.Select(e => KeyValuePair.Create(e.Name, e.Value)));

    /// <param name="path">Such as <c>virtualRouters[0].name</c>.</param>
    /// <param name="value">JSON, or null to remove the key.</param>
    public static string With(string text, string path, string? value)
    {
        var root = JsonNode.Parse(text)!;
        var steps = path.Replace("]", "").Split('.', '[');
        var here = root;
        foreach (var step in steps[..^1])
            here = int.TryParse(step, out var index) ? here[index]! : here[step] ??= new JsonObject();
        if (value is null)
            here.AsObject().Remove(steps[^1]);
        else if (int.TryParse(steps[^1], out var at))
            here.AsArray()[at] = JsonNode.Parse(value);
        else
            here[steps[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }
}
