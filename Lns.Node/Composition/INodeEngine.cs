using Node.Common.Health;
using Node.Common.Operations;
using Shared.Messages.Entities;

namespace Lns.Node.Composition;

/// <summary>The engine of an LNS node, and what depends on which one it is: on one machine with its standbys, or a member of a cluster.</summary>
internal interface INodeEngine : IEntityHost
{
    /// <summary>Whether every entity lives on this node.</summary>
    bool HasAllEntities { get; }

    /// <summary>Brings the entities back that live here; the effects of their resumption are performed on return.</summary>
    /// <param name="whenRowsStand">May be called once before that, when the forwarding table is full and commands can be taken.</param>
    /// <exception cref="Engine.Journal.JournalUnavailableException">The journal can't be used; no call was touched.</exception>
    Task StartAsync(Action whenRowsStand);

    /// <summary>The data path runs; called once.</summary>
    void Serve();

    /// <param name="local">What this node can be asked.</param>
    /// <returns>What operators can ask here.</returns>
    OperationRegistry Publish(OperationRegistry local);

    /// <summary>Whether the journal, and whatever else keeps the calls, is well.</summary>
    IEnumerable<HealthProbe> Probes();

    /// <summary>The first step of the end: until it is done the node serves as before, but says that it leaves.</summary>
    /// <returns>Whether another process goes on with this one's ports and devices, which must stay open then.</returns>
    Task<bool> LetGoAsync();

    /// <summary>The last step: open work ends, calls stay in the journal.</summary>
    Task StopAsync();
}
