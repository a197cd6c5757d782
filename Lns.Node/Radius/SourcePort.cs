using System.Net;
using Protocols.Radius;

namespace Lns.Node.Radius;

/// <summary>One socket towards one server.</summary>
internal interface ISourcePort
{
    IPEndPoint Local { get; }

    IPEndPoint Remote { get; }

    /// <summary>A datagram that can't be sent is as good as lost on the way.</summary>
    void Send(ReadOnlyMemory<byte> datagram);
}

/// <summary>Opens sockets; what they receive comes back through the gateway.</summary>
internal interface ISourcePorts
{
    /// <returns>Null when the system has none to give.</returns>
    ISourcePort? Open(IPEndPoint remote, IdentifierTable identifiers);
}

/// <summary>
/// The 256 identifiers of one source port towards one server: which request each stands for, and which are free. The one that has been free
/// longest is taken next, so a late answer rarely meets a new request; the first is random, so it does not after a restart either.
/// </summary>
internal sealed class IdentifierTable
{
    private readonly Attempt?[] used = new Attempt?[RadiusLimits.IdentifiersPerSourcePort];
    private readonly Queue<byte> free = new(RadiusLimits.IdentifiersPerSourcePort);

    public IdentifierTable(ServerPort server, Random random)
    {
        Server = server;
        var start = random.Next(RadiusLimits.IdentifiersPerSourcePort);
        for (var i = 0; i < RadiusLimits.IdentifiersPerSourcePort; i++)
            free.Enqueue((byte)(start + i));
    }

    public ServerPort Server { get; }

    public bool HasFree => free.Count > 0;

    public Attempt? this[byte identifier] => used[identifier];

    public IEnumerable<Attempt> InUse => used.OfType<Attempt>();

    public byte Take() => free.Dequeue();

    public void Occupy(Attempt attempt) => used[attempt.Pending.Identifier] = attempt;

    public void Release(byte identifier)
    {
        used[identifier] = null;
        free.Enqueue(identifier);
    }
}

/// <summary>A request as it stands on the wire: one identifier of one source port, one sequence of octets.</summary>
/// <param name="DelaySeconds">Acct-Delay-Time as this request says it.</param>
internal sealed record Attempt(
    Exchange Exchange, IdentifierTable Identifiers, ISourcePort Port, PendingRequest Pending, byte[] Datagram, uint DelaySeconds)
{
    public ServerPort Server => Identifiers.Server;
}
