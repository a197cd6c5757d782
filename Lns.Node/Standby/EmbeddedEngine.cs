using Engine;
using Google.Protobuf;
using Lns.Node.Composition;
using Lns.Node.Configuration;
using Lns.Node.Forwarding;
using Microsoft.Extensions.Logging;
using Node.Common;
using Node.Common.Health;
using Node.Common.Operations;
using Node.Common.Operations.Rows;
using Shared.Messages.Entities;

namespace Lns.Node.Standby;

/// <summary>The engine of one machine: a data directory, whose lock one process holds, and the standbys that wait for it.</summary>
internal sealed class EmbeddedEngine : INodeEngine
{
    private readonly LnsOptions options;
    private readonly Estate estate;
    private readonly Forwarder forwarder;
    private readonly ILogger log;
    private readonly EntityEngine engine;
    private StandbyHost? standbys;
    private bool isHandingOver;
    private volatile bool hasStarted;

    public EmbeddedEngine(LnsOptions options, Estate estate, IEffectPerformer hands, Forwarder forwarder, ILoggerFactory logs)
    {
        (this.options, this.estate, this.forwarder) = (options, estate, forwarder);
        log = logs.CreateLogger("Lns");
        engine = new EntityEngine(LnsEngine.Settings(options), estate.Kinds, hands, TimeProvider.System, () => new CryptographicRandom(),
            new EngineLog(logs.CreateLogger<EngineLog>()), crash: estate.Crash);
    }

    /// <summary>An operator wants the work to pass on; a standby is there.</summary>
    public event Action? HandOverAsked;

    public bool HasAllEntities => true;

    public Task Failed => engine.Failed;

    public void Tell(EntityId to, IMessage command) => engine.Tell(to, command);

    public bool Offer(EntityId to, IMessage command) => engine.Offer(to, command);

    public Task<IMessage> Ask(EntityId to, IMessage command, TimeSpan timeout) => engine.Ask(to, command, timeout);

    public IReadOnlyCollection<EntityId> Entities(string kind) => engine.Entities(kind);

    public async Task StartAsync(Action whenRowsStand)
    {
        await engine.StartAsync(estate.Directory, estate.Entities, whenRowsStand);
        hasStarted = true;
    }

    /// <summary>A node that can take no standby is a node all the same.</summary>
    public void Serve()
    {
        try
        {
            engine.Beat();
            standbys = new StandbyHost(options.DataDirectory, forwarder.Shared, () => engine.Position, log);
        }
        catch (IOException e)
        {
            StandbyLog.Impossible(log, e.Message);
        }
    }

    public OperationRegistry Publish(OperationRegistry local)
    {
        local.AddProcess("active");
        local.Register("hand-over", "pass the work on to the standby and end this process", (_, _) => Task.FromResult<object>(AskHandOver()));
        return local;
    }

    public IEnumerable<HealthProbe> Probes()
    {
        yield return HealthProbe.Of("journal", HealthPurpose.Live | HealthPurpose.Ready, () =>
            hasStarted && engine.Failed.IsFaulted ? engine.Failed.Exception.GetBaseException().Message : null);
        if (standbys?.Standbys is { Count: > 0 } waiting)
            yield return HealthProbe.OfCheck("standby", HealthPurpose.None, () => StandbyOperations.Check(waiting));
    }

    /// <summary>
    /// Tells a standby to go on, if there is one. Then what arrives waits in the kernel for its reader, open work ends here, so that every
    /// answer that is due has left, and the lock is free. The descriptors are not closed: the end of the process does that.
    /// </summary>
    public Task<bool> LetGoAsync()
    {
        isHandingOver = standbys?.Standbys.Count > 0;
        if (isHandingOver)
        {
            StandbyLog.HandingOver(log, options.Node);
            standbys!.Go();
        }
        // its socket is the next active's from the moment that the lock is free
        standbys?.Dispose();
        return Task.FromResult(isHandingOver);
    }

    public Task StopAsync() => engine.StopAsync(isHandingOver);

    private Done AskHandOver()
    {
        if (standbys?.Standbys is not [var first, ..])
            throw new OperationException("no-standby", "there is no standby to hand over to");
        HandOverAsked?.Invoke();
        return new Done($"{first.ProcessId}", "handing over");
    }
}
