using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Tests.Formation;

/// <summary>
/// Answers the one question that a member has for the API server of Kubernetes, as core/v1 says: GET /api/v1/namespaces/NAMESPACE/pods with a label
/// selector, over HTTPS with a certificate of the cluster's own authority, for the bearer of a token.
/// </summary>
internal sealed class KubernetesApi : IAsyncDisposable
{
    private const string Namespace = "bras";
    private const string Token = "the-token-of-a-service-account";

    private readonly WebApplication application;
    private readonly X509Certificate2 authority;
    private readonly ConcurrentDictionary<string, JsonObject> pods = new();

    private KubernetesApi(WebApplication application, X509Certificate2 authority) => (this.application, this.authority) = (application, authority);

    public int Port => new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <summary>Who asked without a right to, or for what is not here.</summary>
    public ConcurrentQueue<string> Refused { get; } = new();

    public static async Task<KubernetesApi> StartAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test-authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        var (from, to) = (now.AddDays(-1), now.AddDays(1));
        var authority = request.CreateSelfSigned(from, to);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Server(authority, from, to))));
        var api = new KubernetesApi(builder.Build(), authority);
        api.application.Run(api.AnswerAsync);
        await api.application.StartAsync();
        return api;
    }

    /// <summary>What a pod finds below /var/run/secrets/kubernetes.io/serviceaccount.</summary>
    public void WriteServiceAccount(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "ca.crt"), authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "token"), Token);
        File.WriteAllText(Path.Combine(directory, "namespace"), Namespace);
    }

    public void Run(string name, string app, string address, int managementPort, string phase = "Running") => pods[name] = new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Namespace, ["labels"] = new JsonObject { ["app"] = app } },
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = app,
                ["ports"] = new JsonArray(
                    new JsonObject { ["name"] = "remoting", ["containerPort"] = 4053, ["protocol"] = "TCP" },
                    new JsonObject { ["name"] = "management", ["containerPort"] = managementPort, ["protocol"] = "TCP" }),
            }),
        },
        ["status"] = new JsonObject { ["phase"] = phase, ["podIP"] = address, ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address }) },
    };

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        authority.Dispose();
    }

    private static X509Certificate2 Server(X509Certificate2 authority, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(authority, from, to.AddHours(-1), RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var selector = context.Request.Query["labelSelector"].ToString();
        var isAsked = HttpMethods.IsGet(context.Request.Method) && context.Request.Path == $"/api/v1/namespaces/{Namespace}/pods" && selector.StartsWith("app=", StringComparison.Ordinal);
        context.Response.StatusCode = context.Request.Headers.Authorization != $"Bearer {Token}" ? StatusCodes.Status401Unauthorized
            : isAsked ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        context.Response.ContentType = "application/json";
        if (context.Response.StatusCode != StatusCodes.Status200OK)
        {
            Refused.Enqueue($"{context.Response.StatusCode} {context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            await context.Response.WriteAsync("""{"kind": "Status", "apiVersion": "v1", "status": "Failure"}""");
            return;
        }
        var found = pods.Values.Where(pod => (string?)pod["metadata"]!["labels"]!["app"] == selector["app=".Length..]).Select(pod => pod.DeepClone()).ToArray();
        await context.Response.WriteAsync(new JsonObject
        {
            ["kind"] = "PodList", ["apiVersion"] = "v1", ["metadata"] = new JsonObject { ["resourceVersion"] = "1" }, ["items"] = new JsonArray(found),
        }.ToJsonString());
    }
}
