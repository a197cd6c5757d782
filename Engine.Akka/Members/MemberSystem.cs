using Akka.Actor;
using Akka.Hosting;
using Engine.Akka.Formation;
using Engine.Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Members;

/// <summary>
/// Membership without entities: what a LAC and a Lighthouse have. An actor system that ends, since its node was downed or could not join,
/// is followed by another one, until this is disposed of.
/// </summary>
public sealed class MemberSystem : IAsyncDisposable
{
    /// <summary>So that a node that nobody lets in does not spin.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly MemberSettings settings;
    private readonly Action<ActorSystem> started;
    private readonly Action<Exception> failed;
    private readonly ILoggerFactory logs;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task keeping;
    private volatile ActorSystem? system;

    /// <param name="started">Told of each actor system, before it joins.</param>
    /// <param name="failed">Told why a system could not start, such as a port that is taken; it is tried again.</param>
    public MemberSystem(MemberSettings settings, Action<ActorSystem> started, Action<Exception> failed, ILoggerFactory logs, TimeProvider time)
    {
        (this.settings, this.started, this.failed, this.logs, this.time) = (settings, started, failed, logs, time);
        keeping = Task.Run(KeepAsync);
    }

    /// <summary>Null between two.</summary>
    public ActorSystem? System => system;

    /// <summary>Leaves the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await keeping.ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task KeepAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await LiveAsync().ConfigureAwait(false);
                await Task.Delay(Rest, time, stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failed(e);
                await Task.Delay(Rest, time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task LiveAsync()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddAkka(settings.SystemName, builder => builder.AddBrasMembership(settings, logs));
        await using var services = collection.BuildServiceProvider();
        var living = services.GetRequiredService<ActorSystem>();
        system = living;
        ContactPoint? contactPoint = null;
        try
        {
            // one that was taken out ends its membership, not its actor system
            AkkaCluster.Get(living).RegisterOnMemberRemoved(() => living.Terminate());
            started(living);
            KnownSeeds.Join(living, settings);
            contactPoint = await Bootstrap.StartAsync(living, settings).ConfigureAwait(false);
            await living.WhenTerminated.WaitAsync(stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await CoordinatedShutdown.Get(living).Run(CoordinatedShutdown.ClusterLeavingReason.Instance).ConfigureAwait(false);
        }
        finally
        {
            system = null;
            if (contactPoint is not null)
                await contactPoint.DisposeAsync().ConfigureAwait(false);
            await living.Terminate().ConfigureAwait(false);
        }
    }
}
