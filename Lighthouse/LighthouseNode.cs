using System.Net;
using Engine.Akka.Members;
using Microsoft.Extensions.Logging;
using Node.Common.Cluster;
using Node.Common.Health;

namespace Lighthouse;

/// <summary>A member that is there to be joined: no entities, no lines, no messages of its own; the same resolver as everybody.</summary>
internal sealed class LighthouseNode : IAsyncDisposable
{
    private readonly LighthouseOptions options;
    private readonly ILogger log;
    private readonly MemberSystem system;
    private HealthListener? health;
    private volatile bool isLeaving;

    public LighthouseNode(LighthouseOptions options, ILoggerFactory logs)
    {
        this.options = options;
        log = logs.CreateLogger("Lighthouse");
        system = new MemberSystem(Membership.Of(options.Cluster, options.Node, ClusterRoles.Lighthouse), _ => { },
            e => LighthouseLog.NotMember(log, e.Message), logs, TimeProvider.System);
    }

    /// <exception cref="IOException">The health listener's endpoint can't be used.</exception>
    public async Task StartAsync()
    {
        if (options.Http is { } http)
            health = await HealthListener.StartAsync(new IPEndPoint(http.Address, http.Port), Probes, TimeProvider.System);
        LighthouseLog.Started(log, options.Node, $"{options.Cluster.Address}:{options.Cluster.Port}");
    }

    public async ValueTask DisposeAsync()
    {
        isLeaving = true;
        await system.DisposeAsync();
        if (health is not null) await health.DisposeAsync();
    }

    private IEnumerable<HealthProbe> Probes() =>
    [
        HealthProbe.Of("process", HealthPurpose.Live, () => null),
        HealthProbe.Of("membership", HealthPurpose.Ready, () => system.System is { } running
            && MemberList.Of(running).Any(member => member is { IsSelf: true, Status: "up" }) ? null : "this node is no member now"),
        HealthProbe.Of("draining", HealthPurpose.Ready | HealthPurpose.Draining, () => isLeaving ? "the node leaves" : null),
    ];
}
