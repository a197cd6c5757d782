using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lab.Scene;

/// <summary>The configuration files of a lab's nodes, written as an operator would write them.</summary>
public sealed class LabFiles(string directory, LabNetwork network)
{
    public const string TunnelSecret = "tunnel-secret";
    public const string RadiusSecret = "radius-secret";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public string Directory => directory;

    public string HomeSocket => Path.Combine(directory, "home.sock");

    public string LnsSocket => Path.Combine(directory, "lns.sock");

    public string LacSocket(int number = 0) => Path.Combine(directory, $"lac{number}.sock");

    /// <param name="device">Null: packets over a Unix socket.</param>
    public JsonObject Lns(IPEndPoint authentication, int accountingPort, string radiusSecret, string? device = null) => new()
    {
        ["node"] = "lns",
        ["dataDirectory"] = Path.Combine(directory, "lns"),
        ["operationsSocket"] = LnsSocket,
        ["log"] = new JsonObject { ["format"] = "json", ["level"] = "debug" },
        ["testTimers"] = true,
        ["l2tp"] = new JsonObject { ["endpoints"] = new JsonArray(new JsonObject { ["address"] = network.Lns.ToString() }) },
        ["radiusGroups"] = new JsonArray(new JsonObject
        {
            ["name"] = "lab",
            ["servers"] = new JsonArray(new JsonObject
            {
                ["address"] = authentication.Address.ToString(),
                ["authenticationPort"] = authentication.Port,
                ["accountingPort"] = accountingPort,
                ["secret"] = radiusSecret,
            }),
        }),
        ["profiles"] = new JsonArray(new JsonObject { ["name"] = "remote", ["localAddress"] = "192.0.2.1", ["idleTimeoutSeconds"] = 0 }),
        ["virtualRouters"] = new JsonArray(new JsonObject
        {
            ["name"] = "default",
            ["device"] = device ?? $"unix:{HomeSocket}",
            ["addresses"] = new JsonArray("192.0.2.254/24"),
            ["radius"] = new JsonObject { ["home"] = "lab", ["lns"] = "lab" },
            ["dialOutRoutes"] = new JsonArray(new JsonObject
            {
                ["prefix"] = LabSite.DialOutPrefix.ToString(),
                ["domain"] = LabSite.Domain,
                ["profile"] = "remote",
            }),
        }),
    };

    public JsonObject Lac(int number, IReadOnlyList<string> devices) => new()
    {
        ["node"] = $"lac{number}",
        ["dataDirectory"] = Path.Combine(directory, $"lac{number}"),
        ["operationsSocket"] = LacSocket(number),
        ["log"] = new JsonObject { ["format"] = "json", ["level"] = "debug" },
        ["testTimers"] = true,
        ["l2tp"] = new JsonObject { ["endpoints"] = new JsonArray(new JsonObject { ["address"] = network.Lac(number).ToString() }) },
        ["peers"] = new JsonArray(new JsonObject { ["hostName"] = "lns", ["secret"] = TunnelSecret }),
        ["pools"] = new JsonArray(new JsonObject
        {
            ["name"] = "modems",
            ["bearer"] = "analog",
            ["quarantineSeconds"] = 0,
            ["lines"] = new JsonArray([.. devices.Select((device, i) => (JsonNode)new JsonObject
            {
                ["name"] = string.Create(CultureInfo.InvariantCulture, $"line{i}"),
                ["driver"] = "tty",
                ["device"] = device,
            })]),
        }),
    };

    /// <returns>The file's path.</returns>
    public string Write(string name, JsonObject configuration)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, configuration.ToJsonString(Indented));
        return path;
    }
}
