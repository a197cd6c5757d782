using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lab.Nodes;

namespace Cluster.Tests.Formation;

/// <summary>
/// Lighthouses as processes that stand where pods stand: each with an address of its own, a service account's files, and the variables by which
/// Kubernetes says where its API is. The API server is one of the test's.
/// </summary>
public sealed class KubernetesFormationTests : IAsyncLifetime
{
    private const int ManagementPort = 8558;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string directory = Directory.CreateTempSubdirectory("bras-kubernetes-").FullName;
    private readonly string subnet = $"127.{Random.Shared.Next(16, 250)}.{Random.Shared.Next(1, 250)}";
    private readonly List<NodeProcess> processes = [];
    private readonly HttpClient client = new();
    private KubernetesApi api = null!;

    public async Task InitializeAsync()
    {
        api = await KubernetesApi.StartAsync();
        api.WriteServiceAccount(Path.Combine(directory, "account"));
    }

    public async Task DisposeAsync()
    {
        foreach (var process in processes) process.Dispose();
        await api.DisposeAsync();
        client.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [RootFact]
    public async Task PodsFindOneAnotherThroughTheApiAndFormOneCluster()
    {
        // one that is still being placed has no part in it, nor has another program's pod
        api.Run("lighthouse-9", "lighthouse", $"{subnet}.9", ManagementPort, phase: "Pending");
        api.Run("postgresql-0", "postgresql", $"{subnet}.10", ManagementPort);
        for (var number = 1; number <= 3; number++) Launch(number);
        await Task.WhenAll(processes.Select(process => process.WhenStarted(Patience)));
        // each has all three among its members, so it is one cluster
        foreach (var number in (int[])[1, 2, 3]) await Knows(number, [$"{subnet}.1", $"{subnet}.2", $"{subnet}.3"]);
        api.Refused.ShouldBeEmpty();
    }

    private void Launch(int number)
    {
        var address = $"{subnet}.{number}";
        api.Run($"lighthouse-{number}", "lighthouse", address, ManagementPort);
        var file = Path.Combine(directory, $"lighthouse-{number}.json");
        File.WriteAllText(file, new JsonObject
        {
            ["node"] = $"lighthouse-{number}",
            ["log"] = new JsonObject { ["format"] = "json" },
            ["cluster"] = new JsonObject
            {
                ["formation"] = "kubernetes", ["service"] = "lighthouse", ["address"] = address, ["managementPort"] = ManagementPort, ["requiredContacts"] = 2,
                ["detector"] = ClusterSections.Detector, ["resolver"] = ClusterSections.Resolver,
            },
        }.ToJsonString());
        // in a pod the account is mounted; here each process has a /run of its own
        const string place = "/run/secrets/kubernetes.io/serviceaccount";
        processes.Add(NodeProcess.Start("Lighthouse", file, Path.Combine(directory, $"lighthouse-{number}.log"), null, new Dictionary<string, string>
        {
            ["KUBERNETES_SERVICE_HOST"] = "127.0.0.1", ["KUBERNETES_SERVICE_PORT"] = api.Port.ToString(),
        }, "unshare", "--mount", "--propagation", "private", "sh", "-c",
            $"mount -t tmpfs none /run && mkdir -p {place} && cp {directory}/account/* {place} && exec \"$0\" \"$@\""));
    }

    /// <summary>Asks as another member would.</summary>
    private async Task Knows(int number, string[] hosts)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await look.WaitForNextTickAsync(patience.Token))
            if ((await Hosts(number, patience.Token)).SequenceEqual(hosts)) return;
    }

    /// <returns>Nobody, while nobody answers.</returns>
    private async Task<IEnumerable<string?>> Hosts(int number, CancellationToken cancellation)
    {
        try
        {
            var answer = await client.GetFromJsonAsync<JsonElement>($"http://{subnet}.{number}:{ManagementPort}/bootstrap/seed-nodes", cancellation);
            return answer.GetProperty("Nodes").EnumerateArray().Select(node => node.GetProperty("Node").GetProperty("Host").GetString()).Order(StringComparer.Ordinal);
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }
}
