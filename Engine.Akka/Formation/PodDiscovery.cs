using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Akka.Discovery;

namespace Engine.Akka.Formation;

/// <summary>
/// Asks the Kubernetes API for the pods of this pod's namespace that bear a label, with what each pod is given for it (service account's token,
/// authority and namespace; variables of the API's address). One question, so there is no client library behind it: Akka.Discovery.KubernetesApi
/// 1.5.73 does not run with the one that is to be had.
/// </summary>
public sealed class PodDiscovery : ServiceDiscovery
{
    private const string Account = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string HostVariable = "KUBERNETES_SERVICE_HOST";
    private const string PortVariable = "KUBERNETES_SERVICE_PORT";

    /// <summary>Thousands of pods; an answer that is longer is no list of ours.</summary>
    private const int LongestAnswer = 32 << 20;

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The API can't be reached, or refuses.</exception>
    /// <exception cref="IOException">This is no pod with a service account.</exception>
    public override async Task<Resolved> Lookup(Lookup lookup, TimeSpan resolveTimeout)
    {
        using var late = new CancellationTokenSource(resolveTimeout);
        using var client = new HttpClient(Handler()) { MaxResponseContentBufferSize = LongestAnswer };
        // read each time: tokens are replaced while the pod runs
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await Read("token", late.Token).ConfigureAwait(false)).Trim());
        var space = (await Read("namespace", late.Token).ConfigureAwait(false)).Trim();
        var host = Environment.GetEnvironmentVariable(HostVariable) ?? throw new HttpRequestException($"{HostVariable} is not set, so there is no Kubernetes API to ask");
        var uri = new UriBuilder("https", host, int.Parse(Environment.GetEnvironmentVariable(PortVariable) ?? "443"),
            $"/api/v1/namespaces/{Uri.EscapeDataString(space)}/pods", $"?labelSelector={Uri.EscapeDataString($"app={lookup.ServiceName}")}").Uri;
        var answer = await client.GetByteArrayAsync(uri, late.Token).ConfigureAwait(false);
        using var list = JsonDocument.Parse(answer);
        return new Resolved(lookup.ServiceName, [.. Targets(list.RootElement, lookup.PortName)]);
    }

    /// <summary>Pods that run, are not on their way out, and have such a port.</summary>
    /// <param name="list">A core/v1 PodList.</param>
    internal static IEnumerable<ResolvedTarget> Targets(JsonElement list, string portName)
    {
        foreach (var pod in Items(list, "items"))
            if (!Of(pod, "metadata").TryGetProperty("deletionTimestamp", out _) && Text(Of(pod, "status"), "phase") == "Running"
                && IPAddress.TryParse(Text(Of(pod, "status"), "podIP"), out var address) && PortOf(pod, portName) is { } port)
                yield return new ResolvedTarget(address.ToString(), port, address);
    }

    private static int? PortOf(JsonElement pod, string name) => Items(Of(pod, "spec"), "containers").SelectMany(container => Items(container, "ports"))
        .Where(port => Text(port, "name") == name && port.TryGetProperty("containerPort", out _)).Select(port => (int?)port.GetProperty("containerPort").GetInt32()).FirstOrDefault();

    private static JsonElement Of(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Object ? found : JsonDocument.Parse("{}").RootElement;

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array ? found.EnumerateArray() : [];

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    private static Task<string> Read(string file, CancellationToken cancellation) => File.ReadAllTextAsync(Path.Combine(Account, file), cancellation);

    /// <summary>The API's certificate is of the cluster's own authority; no other is trusted.</summary>
    private static SocketsHttpHandler Handler()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(Path.Combine(Account, "ca.crt"));
        return new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
    }
}
