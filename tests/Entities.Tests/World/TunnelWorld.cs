using Entities.Destinations;
using Google.Protobuf;
using Shared.Messages;

namespace Entities.Tests.World;

/// <summary>
/// An LNS and a LAC in one thread on virtual time: real entities and real journal bytes; the wire, the lines, the remote site and RADIUS
/// are made here. The same seed gives the same history.
/// </summary>
internal sealed class TunnelWorld
{
    public const string Number = "5551234";

    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> agenda = new();
    private long order;

    public TunnelWorld(int seed = 1, WorldSettings? settings = null)
    {
        Settings = settings ?? new WorldSettings();
        Random = new Random(seed);
        Wire = new WorldWire(this);
        Radius = new FakeRadius(this);
        Lns = new LnsNode(this);
        Lac = new LacNode(this);
        Lns.Start();
        Lac.Start();
        Run(1);
    }

    public WorldSettings Settings { get; }

    public Random Random { get; }

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public WorldWire Wire { get; }

    public FakeRadius Radius { get; }

    public LnsNode Lns { get; }

    public LacNode Lac { get; }

    public IEnumerable<WorldNode> Nodes => [Lns, Lac];

    public void In(TimeSpan after, Action action) => agenda.Enqueue(action, (Now + (after < TimeSpan.Zero ? TimeSpan.Zero : after), order++));

    public void Run(double seconds) => RunUntil(() => false, seconds);

    /// <returns>Whether it came true within the time; else the time has passed.</returns>
    public bool RunUntil(Func<bool> reached, double atMostSeconds)
    {
        var end = Now.AddSeconds(atMostSeconds);
        while (!reached())
        {
            if (!agenda.TryPeek(out _, out var next) || next.At > end)
            {
                Now = end;
                return false;
            }
            var action = agenda.Dequeue();
            Now = next.At > Now ? next.At : Now;
            action();
        }
        return true;
    }

    public static string Key(int call) => $"default|10.10.0.0/16|10.10.1.1#{call}";

    public CallOrder Order(int call, string number = Number) => new()
    {
        CallKey = Key(call),
        VirtualRouter = "default",
        CalledNumber = number,
        MinimumBps = 2400,
        MaximumBps = 64000,
        Bearer = Bearer.Analog,
        PppUsername = "lns",
        PppPassword = ByteString.CopyFromUtf8("our-secret"),
        PppAuthentication = Settings.PppAuthentication,
        Profile = Settings.Profile.Clone(),
        Tunnel = Settings.Terms.Clone(),
    };

    /// <summary>What a dial-out session does: it asks the destination, which finds a tunnel.</summary>
    public void Place(int call, string number = Number) =>
        Lns.Tell(new DestinationKey(WorldNode.LnsAddress, WorldNode.LacAddress).Entity, new PlaceCall { Order = Order(call, number) });

    /// <summary>Places a call and waits until its network is up.</summary>
    public TunnelWorld WithCallUp(int call = 1)
    {
        Place(call);
        RunUntil(() => Lns.IsUp(call), 60).ShouldBeTrue($"call {call} came up; told: {string.Join(", ", Lns.Told)}");
        // the remote site hears of it a little later
        Run(0.5);
        return this;
    }
}
