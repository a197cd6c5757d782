using System.Net;
using Protocols.Radius;

namespace Lns.Node.Radius;

/// <summary>One server in one role: authentication or accounting. Its health, its source ports, and who waits for an identifier.</summary>
internal sealed class ServerPort(string group, RadiusServerSettings settings, IPEndPoint endPoint, RadiusCode role, int maximumPorts)
{
    private readonly Queue<(ISourcePort Port, IdentifierTable Identifiers)> withFree = [];
    private int opened;

    public string Group => group;

    public RadiusServerSettings Settings => settings;

    public IPEndPoint EndPoint => endPoint;

    /// <summary>AccessRequest or AccountingRequest.</summary>
    public RadiusCode Role => role;

    public ServerHealth Health { get; set; } = ServerHealth.Initial;

    public bool HasTrialTimer { get; set; }

    public TimeSpan LastAnswer { get; set; } = TimeSpan.MinValue;

    public Complaints Complaints { get; } = new();

    public FlightWindow Window { get; } = new(maximumPorts * RadiusLimits.IdentifiersPerSourcePort);

    public Queue<Exchange> Waiting { get; } = [];

    public override string ToString() => $"{settings.Name} ({endPoint})";

    /// <returns>A port and an identifier of it, or null when the window is full or the system has no socket to give.</returns>
    public (ISourcePort Port, IdentifierTable Identifiers, byte Identifier)? Take(ISourcePorts ports, Random random)
    {
        if (!Window.HasRoom || (withFree.Count == 0 && !TryOpen(ports, random)))
            return null;
        Window.Opened();
        var (port, identifiers) = withFree.Peek();
        var identifier = identifiers.Take();
        if (!identifiers.HasFree)
            withFree.Dequeue();
        return (port, identifiers, identifier);
    }

    public void Release(ISourcePort port, IdentifierTable identifiers, byte identifier)
    {
        if (!identifiers.HasFree)
            withFree.Enqueue((port, identifiers));
        identifiers.Release(identifier);
        Window.Closed();
    }

    private bool TryOpen(ISourcePorts ports, Random random)
    {
        if (opened >= maximumPorts)
            return false;
        var identifiers = new IdentifierTable(this, random);
        if (ports.Open(endPoint, identifiers) is not { } port)
            return false;
        opened++;
        withFree.Enqueue((port, identifiers));
        return true;
    }
}

/// <summary>What is wrong with a server, and when that was last logged: once per kind and interval, with the number of times since.</summary>
internal sealed class Complaints
{
    private readonly Dictionary<RadiusFault, (TimeSpan NextLog, int Count)> kinds = [];

    /// <returns>How often it happened since the last log line, if it is time for another one.</returns>
    public int? ShouldLog(RadiusFault fault, TimeSpan now, TimeSpan interval)
    {
        var (nextLog, count) = kinds.GetValueOrDefault(fault, (TimeSpan.Zero, 0));
        if (now < nextLog)
        {
            kinds[fault] = (nextLog, count + 1);
            return null;
        }
        kinds[fault] = (now + interval, 0);
        return count + 1;
    }
}
