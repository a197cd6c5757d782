using Entities.Calls.Lac;
using Entities.Destinations;
using Entities.Lines;
using Entities.Tunnels;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.World;

/// <summary>A LAC: tunnels, destinations, one line pool, and lines that reach the remote site.</summary>
internal sealed class LacNode(TunnelWorld world) : WorldNode(world, "lac", LacAddress,
    new TunnelKind(new LacPolicy(world.Settings), new LacCallRole(new OnePool(world.Settings))), new DestinationKind(new LacPolicy(world.Settings)),
    new LinePoolKind([world.Settings.Pool]))
{
    private readonly Dictionary<string, FakeLine> lines = [];

    public static EntityId Pool { get; } = new(EntityKinds.LinePool, "modems");

    /// <summary>What the telephone network answers to a number; LineConnected where nothing else is said.</summary>
    public Dictionary<string, LineEventKind> Network { get; } = [];

    /// <summary>From dialling to the answer.</summary>
    public TimeSpan Ringing { get; set; } = TimeSpan.FromSeconds(2);

    public SiteSettings Site { get; set; } = new();

    public IEnumerable<FakeLine> OffHook => lines.Values.Where(line => line.IsOffHook);

    /// <summary>The one that is no recovery tunnel.</summary>
    public TunnelState Tunnel => States<TunnelState>(EntityKinds.Tunnel).Single(tunnel => tunnel.Recovers is null);

    public IEnumerable<LineOrder.Dial> Dialled => lines.Values.SelectMany(line => line.Orders).OfType<LineOrder.Dial>();

    public void TellTunnel(IMessage command) => Tell(Entities(EntityKinds.Tunnel).Single(), command);

    public void Happens(FakeLine line, LineEventKind what, uint bps = 0) =>
        Tell(Pool, new LineEvent { Line = line.Name, Kind = what, TransmitBps = bps, ReceiveBps = bps });

    public void ReceiveFrame(ushort tunnelId, ushort sessionId, byte[] frame) =>
        lines.Values.FirstOrDefault(line => line.Carries(tunnelId, sessionId))?.Site?.Receive(frame);

    protected override void OnStarted() => Tell(Pool, new OpenLinePool());

    /// <summary>HUPCL: lines drop with their process.</summary>
    protected override void OnCrashed()
    {
        foreach (var line in lines.Values)
            line.Drop();
    }

    protected override void Perform(EntityId self, Effect effect)
    {
        if (effect is not DriveLine drive) return;
        if (!lines.TryGetValue(drive.Line, out var line)) lines[drive.Line] = line = new FakeLine(this, drive.Line);
        line.Take(drive.Order);
    }

    private sealed class OnePool(WorldSettings settings) : ILinePools
    {
        public PoolAnswer Choose(LineWish wish) => PoolChoice.Choose([settings.Pool], wish);
    }
}
