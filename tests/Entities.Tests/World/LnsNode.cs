using System.Net;
using Entities.Calls.Lns;
using Entities.Destinations;
using Entities.Tunnels;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.World;

/// <summary>An LNS: tunnels, destinations, and hands for its forwarding table and its RADIUS gateway.</summary>
internal sealed class LnsNode(TunnelWorld world) : WorldNode(world, "lns", LnsAddress,
    new TunnelKind(new LnsPolicy(world.Settings), LnsCallRole.Instance), new DestinationKind(new LnsPolicy(world.Settings)))
{
    private readonly Dictionary<ForwardingKey, ForwardingEntry> table = [];

    /// <summary>Rows of the forwarding table, as of this life of the node.</summary>
    public IReadOnlyCollection<ForwardingEntry> Table => table.Values;

    /// <summary>What the counters say of a session; they outlive a crash.</summary>
    public Dictionary<uint, TrafficCounters> Traffic { get; } = [];

    /// <summary>Commands that were taken to the hands, AskTraffic among them.</summary>
    public List<Effect> Performed { get; } = [];

    public bool AnswersTraffic { get; set; } = true;

    /// <summary>The one that is no recovery tunnel.</summary>
    public TunnelState Tunnel => States<TunnelState>(EntityKinds.Tunnel).Single(tunnel => tunnel.Recovers is null);

    public LnsCall Call(int call) => Tunnel.Calls.Values.OfType<LnsCall>().Single(one => one.Key == TunnelWorld.Key(call));

    public bool IsUp(int call) => Told.OfType<CallUp>().Any(up => up.CallKey == TunnelWorld.Key(call));

    public T? Answer<T>(int call) where T : class, IMessage => Told.OfType<T>().LastOrDefault(told =>
        (string)told.Descriptor.FindFieldByName("call_key").Accessor.GetValue(told) == TunnelWorld.Key(call));

    public void TellTunnel(IMessage command) => Tell(Entities(EntityKinds.Tunnel).Single(), command);

    /// <summary>A PPP frame that came for a session; without a row it is lost.</summary>
    public void ReceiveFrame(uint tunnelId, uint sessionId, ReadOnlyMemory<byte> frame)
    {
        if (!IsAlive || table.Values.FirstOrDefault(row => row.LocalTunnelId == tunnelId && row.LocalSessionId == sessionId) is not { } entry) return;
        Tell(new EntityId(EntityKinds.Tunnel, entry.TunnelKey), new PppFrame { SessionId = sessionId, Frame = ByteString.CopyFrom(frame.Span[2..]) });
    }

    protected override void OnCrashed() => table.Clear();

    protected override void Perform(EntityId self, Effect effect)
    {
        Performed.Add(effect);
        switch (effect)
        {
            case InstallForwarding install: table[KeyOf(install.Entry)] = install.Entry; break;
            case RemoveForwarding remove: table.Remove(remove.Key); break;
            case SendPppFrame send when table.TryGetValue(send.Key, out var row): SendFrame(row, send.Frame.ToArray()); break;
            case AskTraffic ask when AnswersTraffic:
                Tell(self, new TrafficReport
                {
                    SessionId = ask.Key.LocalSessionId,
                    Purpose = ask.Purpose,
                    Counters = Traffic.GetValueOrDefault(ask.Key.LocalSessionId) ?? new TrafficCounters(),
                });
                break;
            case AskRadius ask: World.Radius.Ask(this, self, ask.Question); break;
            case WriteAccounting write: World.Radius.Account(this, self, write.Record); break;
        }
    }

    private void SendFrame(ForwardingEntry row, byte[] frame) => World.In(World.Wire.Delay,
        () => World.Lac.ReceiveFrame((ushort)row.PeerTunnelId, (ushort)row.PeerSessionId, frame));

    private static ForwardingKey KeyOf(ForwardingEntry entry) =>
        new() { Local = entry.Local, LocalTunnelId = entry.LocalTunnelId, LocalSessionId = entry.LocalSessionId };
}
