using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Lab.Scene;
using Lab.Topology;

namespace Lab.Cluster;

/// <summary>The configurations of a cluster's members, made from those of the lab of one machine.</summary>
public sealed class ClusterFiles(ClusterSceneSettings settings, TopologySettings topology, string directory)
{
    private const int RemotingPort = 4053;

    private readonly LabFiles files = new(directory, new LabNetwork(1, 1));

    public static string Socket(string directory, LabHost host) => Path.Combine(directory, $"{host.Name}.sock");

    /// <summary>The key of the journal that all LNS nodes share.</summary>
    public static async Task WriteKey(string directory)
    {
        var file = Key(directory);
        await File.WriteAllTextAsync(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        await Command.Run("chmod", "600", file);
    }

    public string Lns(LabHost host, IPEndPoint authentication, int accountingPort, string connectionString)
    {
        var lns = files.Lns(authentication, accountingPort, LabFiles.RadiusSecret, $"tun:{LabScene.TunDevice}");
        Own(lns, host);
        lns["keyFile"] = Key(directory);
        lns["l2tp"] = new JsonObject
        {
            ["endpoints"] = new JsonArray(new JsonObject { ["address"] = topology.Vip.ToString() }),
            ["hostName"] = "lns",
        };
        // a LAC that a loaded machine has forgotten for some seconds is asked again
        if (settings.IsRelaxed) (lns["l2tp"]!["firstContactRetransmissions"], lns["l2tp"]!["lockoutSeconds"]) = (6, 2);
        lns["http"] = new JsonObject { ["address"] = "127.0.0.1", ["port"] = topology.HealthPort };
        lns["cluster"] = Member(host);
        lns["cluster"]!["journal"] = new JsonObject { ["postgresql"] = connectionString };
        return files.Write($"{host.Name}.json", lns);
    }

    public string Lac(LabHost host, IReadOnlyList<string> devices)
    {
        var lac = files.Lac(0, devices);
        Own(lac, host);
        lac["l2tp"] = new JsonObject
        {
            ["endpoints"] = new JsonArray(new JsonObject { ["address"] = host.Address.ToString() }),
            ["helloIntervalSeconds"] = (int)settings.HelloInterval.TotalSeconds,
        };
        lac["cluster"] = Member(host);
        return files.Write($"{host.Name}.json", lac);
    }

    public string Lighthouse(LabHost host)
    {
        var lighthouse = new JsonObject { ["node"] = host.Name, ["log"] = new JsonObject { ["format"] = "json", ["level"] = "debug" }, ["cluster"] = Member(host) };
        return files.Write($"{host.Name}.json", lighthouse);
    }

    private static string Key(string directory) => Path.Combine(directory, "key");

    private void Own(JsonObject configuration, LabHost host)
    {
        configuration["node"] = host.Name;
        configuration["dataDirectory"] = Path.Combine(directory, host.Name);
        configuration["operationsSocket"] = Socket(directory, host);
    }

    private JsonObject Member(LabHost host)
    {
        var member = new JsonObject
        {
            ["formation"] = "seeds",
            ["address"] = host.Address.ToString(),
            ["port"] = RemotingPort,
            ["seeds"] = new JsonArray($"{LabHost.Lighthouse.Address}:{RemotingPort}"),
        };
        if (!settings.IsRelaxed) return member;
        member["detector"] = new JsonObject { ["heartbeatIntervalMs"] = 1000, ["acceptablePauseMs"] = 10000 };
        member["resolver"] = new JsonObject { ["stableAfterMs"] = 4000, ["removalMarginMs"] = 4000 };
        return member;
    }
}
