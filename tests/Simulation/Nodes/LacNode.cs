using System.Net;
using Entities.Calls.Lac;
using Entities.Destinations;
using Entities.Lines;
using Entities.Tunnels;
using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Surroundings;

namespace Simulation.Nodes;

/// <summary>A LAC: the production entities, and models of its lines.</summary>
internal sealed class LacNode : SimulatedNode
{
    private readonly Dictionary<string, LineModel> lines;

    public LacNode(World world, int number) : base(world, $"lac{number}", new IPEndPoint(IPAddress.Parse($"10.0.1.{number}"), 1701),
        new TunnelKind(new LacTerms(world.Settings), world.Sabotage.Role(new LacCallRole(new OnePool(world.Settings)))), new DestinationKind(new LacTerms(world.Settings)),
        new LinePoolKind([world.Settings.Pool]))
    {
        Number = number;
        lines = world.Settings.Pool.Lines.ToDictionary(name => name, name => new LineModel(this, name));
    }

    public static EntityId Pool { get; } = new(EntityKinds.LinePool, WorldSettings.PoolName);

    public int Number { get; }

    public IEnumerable<LineModel> Lines => lines.Values;

    public void Happens(LineModel line, LineEventKind what, uint bps = 0) =>
        Tell(Pool, new LineEvent { Line = line.Name, Kind = what, TransmitBps = bps, ReceiveBps = bps });

    /// <summary>A data message from the LNS.</summary>
    public void ReceiveData(ushort tunnelId, ushort sessionId, byte[] frame)
    {
        foreach (var line in lines.Values)
            if (line.Carries(tunnelId, sessionId))
                line.ToSite(frame);
    }

    public override void Perform(EntityId self, Effect effect)
    {
        World.Oracle.OnEffect(this, self, effect);
        switch (effect)
        {
            case SendDatagram send: World.Network.CarryControl(this, send); break;
            case DriveLine drive: lines[drive.Line].Take(drive.Order); break;
            case Report report: World.Trace(Name, () => $"{self.Key} {report.Milestone}: {report.Text}"); break;
            default: throw new InvalidOperationException($"a LAC cannot perform {effect.GetType().Name}");
        }
    }

    protected override void OnStarted() => Tell(Pool, new OpenLinePool());

    /// <summary>HUPCL: lines drop with their process.</summary>
    protected override void OnCrashed()
    {
        foreach (var line in lines.Values)
            line.Drop();
    }
}
