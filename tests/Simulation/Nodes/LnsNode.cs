using System.Net;
using Entities.Calls.Lns;
using Entities.Destinations;
using Entities.DialOut;
using Entities.DialOut.Sessions;
using Entities.Tunnels;
using Google.Protobuf;
using Lns.Node.DialOut;
using Protocols.Ip;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;
using Simulation.Surroundings;

namespace Simulation.Nodes;

/// <summary>An LNS: the production entities and connecting gate, models of its forwarder and of its RADIUS gateway.</summary>
internal sealed class LnsNode : SimulatedNode
{
    public const string VirtualRouter = "default";

    private ConnectingGate gate = null!;
    private int turn;

    public LnsNode(World world) : base(world, "lns", IPEndPoint.Parse("10.0.0.1:1701"),
        new DialOutSessionKind(new DialOutTerms(world.Settings)), new DestinationKind(new LnsTerms(world.Settings)),
        new TunnelKind(new LnsTerms(world.Settings), world.Sabotage.Role(LnsCallRole.Instance))) => Forwarder = new ForwarderModel(this);

    public ForwarderModel Forwarder { get; }

    /// <summary>The effects of Resume are being performed: rows come back with their old counters.</summary>
    public bool IsRecovering => World.Agenda.Now - RunsSince < TimeSpan.FromMilliseconds(100);

    /// <summary>Sessions that own a place in the gate.</summary>
    public int GateHolders => gate.Holders;

    /// <summary>A packet from the home side.</summary>
    public void TakePacket(Site site) => Receive(() =>
    {
        var packet = new byte[64];
        if (Forwarder.Forward(site, packet))
            return;
        var session = SessionOf(site);
        var hasSlot = gate.TryEnter(session);
        var trigger = new Trigger
        {
            Destination = ByteString.CopyFrom(site.Address.GetAddressBytes()),
            Packet = ByteString.CopyFrom(packet),
            HasSlot = hasSlot,
            Turn = (uint)++turn,
        };
        World.Statistics.Triggers++;
        if (!Offer(session, trigger) && hasSlot)
            gate.Release(session);
    });

    public static EntityId SessionOf(Site site) =>
        new(EntityKinds.DialOutSession, new DialOutSessionKey(VirtualRouter, Site.Prefix, site.Address).ToString());

    public override void Perform(EntityId self, Effect effect)
    {
        World.Oracle.OnEffect(this, self, effect);
        switch (effect)
        {
            case SendDatagram send: World.Network.CarryControl(this, send); break;
            case SendPppFrame frame: Forwarder.Send(frame.Key, frame.Frame); break;
            case AskRadius ask: World.Radius.Ask(this, self, ask.Question); break;
            case WriteAccounting write: World.Radius.Account(this, self, write.Record); break;
            case InstallForwarding install: Forwarder.Install(install.Entry); break;
            case RemoveForwarding remove: Forwarder.Remove(remove.Key); break;
            case AskTraffic ask:
                Tell(self, new TrafficReport { SessionId = ask.Key.LocalSessionId, Purpose = ask.Purpose, Counters = Forwarder.Read(ask.Key) });
                break;
            case RetakeSlot: gate.Retake(self); break;
            case AwaitSlot: gate.Await(self); break;
            case ReleaseSlot: gate.Release(self); break;
            case ForwardPackets: break;
            case Report report: World.Trace(Name, () => $"{self.Key} {report.Milestone}: {report.Text}"); break;
            default: throw new InvalidOperationException($"an LNS cannot perform {effect.GetType().Name}");
        }
    }

    protected override void OnStarting() =>
        gate = new ConnectingGate(World.Settings.ConnectingLimit, session => Tell(session, new SlotFree { Turn = (uint)++turn }));

    protected override void OnCrashed() => Forwarder.Clear();
}
