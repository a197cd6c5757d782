using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Node.Common.Operations;
using Node.Common.Operations.Rows;

namespace Node.Common.Health;

/// <summary>Answers probes over HTTP: 200 while all checks of a path are well or degraded, 503 otherwise, with the checks as JSON.</summary>
public sealed class HealthListener : IAsyncDisposable
{
    private static readonly Dictionary<string, HealthPurpose?> Paths = new(StringComparer.Ordinal)
    {
        ["/healthz"] = null,
        ["/healthz/live"] = HealthPurpose.Live,
        ["/healthz/ready"] = HealthPurpose.Ready,
        ["/healthz/draining"] = HealthPurpose.Draining,
        ["/healthz/announce"] = HealthPurpose.Announce,
    };

    private readonly WebApplication application;
    private readonly Func<IEnumerable<HealthProbe>> probes;
    private readonly TimeProvider time;

    private HealthListener(WebApplication application, Func<IEnumerable<HealthProbe>> probes, TimeProvider time) =>
        (this.application, this.probes, this.time) = (application, probes, time);

    /// <summary>Where it listens.</summary>
    public int Port => new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <param name="endpoint">Port 0: any free one.</param>
    /// <exception cref="IOException">The endpoint can't be used.</exception>
    public static async Task<HealthListener> StartAsync(IPEndPoint endpoint, Func<IEnumerable<HealthProbe>> probes, TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(endpoint));
        var listener = new HealthListener(builder.Build(), probes, time);
        listener.application.Run(listener.AnswerAsync);
        await listener.application.StartAsync();
        return listener;
    }

    /// <summary>The checks of a purpose; null: all.</summary>
    public static async Task<IReadOnlyList<HealthCheck>> RunAsync(IEnumerable<HealthProbe> probes, HealthPurpose? purpose, TimeProvider time) =>
        await Task.WhenAll(probes.Where(probe => purpose is not { } wanted || (probe.Purpose & wanted) != 0).Select(probe => probe.RunAsync(time)));

    /// <summary>The worst of the checks.</summary>
    public static string Worst(IReadOnlyList<HealthCheck> checks) =>
        new[] { HealthProbe.Unhealthy, HealthProbe.Degraded }.FirstOrDefault(worst => checks.Any(check => check.Status == worst)) ?? HealthProbe.Healthy;

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (!Paths.TryGetValue(context.Request.Path.Value ?? "", out var purpose))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var checks = await RunAsync(probes(), purpose, time);
        var status = Worst(checks);
        context.Response.StatusCode = status == HealthProbe.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        await context.Response.WriteAsJsonAsync(new { status, checks }, OperationJson.Options);
    }
}
