using System.Collections.Immutable;
using Entities.Lines;
using Google.Protobuf;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Tests.Lines;

/// <summary>A pool with a host around it: keeps state, timers and the journal, collects effects, moves its own clock.</summary>
sealed class PoolHarness
{
    public const string Pool = "modems";
    public const string TunnelKey = "127.0.0.1:1701/4711";

    private readonly IEntityKind kind;
    private readonly Random random = new(1);
    private readonly Dictionary<string, DateTimeOffset> timers = [];
    private readonly List<byte[]> journal = [];

    public PoolHarness(params string[] lines) : this(Settings(lines)) { }

    public PoolHarness(LinePoolSettings settings)
    {
        kind = new LinePoolKind([settings]);
        State = (LinePoolState)kind.Initial(Pool);
    }

    public LinePoolState State { get; private set; }

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Of the last command.</summary>
    public IReadOnlyList<Effect> Effects { get; private set; } = [];

    public IEnumerable<IMessage> Told => Effects.OfType<TellEntity>().Select(tell => tell.Command);

    public IEnumerable<LineOrder> Orders => Effects.OfType<DriveLine>().Select(drive => drive.Order);

    public static LinePoolSettings Settings(params string[] lines) => new() { Name = Pool, Lines = [.. lines] };

    /// <summary>Opened, and every line ready.</summary>
    public static PoolHarness Opened(LinePoolSettings settings)
    {
        var harness = new PoolHarness(settings);
        harness.Do(new OpenLinePool());
        foreach (var line in settings.Lines)
        {
            harness.Happens(line, LineEventKind.LineOnHook);
            harness.Happens(line, LineEventKind.LineReady);
        }

        return harness;
    }

    public Line Line(string name) => State.Lines[name];

    public PoolHarness Do(IMessage command)
    {
        Apply(kind.Decide(State, command, new Moment(Now, random)));
        return this;
    }

    public PoolHarness Happens(string line, LineEventKind what, uint transmit = 0, string text = "") =>
        Do(new LineEvent { Line = line, Kind = what, TransmitBps = transmit, ReceiveBps = transmit, Text = text });

    public PoolHarness Seize(string call = "c1", uint session = 1, string number = "5551234", uint minimum = 0, uint bearer = 0, uint framing = 0) =>
        Do(new SeizeLine
        {
            Call = call,
            TunnelKey = TunnelKey,
            SessionId = session,
            Number = number,
            MinimumBps = minimum,
            BearerBits = bearer,
            FramingBits = framing,
        });

    public PoolHarness Bridge(string call = "c1") => Do(new BridgeLine
    {
        Call = call,
        Local = new Endpoint { Address = ByteString.CopyFrom(127, 0, 0, 1), Port = 1701 },
        Peer = new Endpoint { Address = ByteString.CopyFrom(127, 0, 0, 2), Port = 1701 },
        LocalTunnelId = 4711,
        PeerTunnelId = 42,
        PeerSessionId = 43,
    });

    /// <summary>Lets the line's timer come due, if it has one.</summary>
    public PoolHarness TimerOf(string line)
    {
        if (timers.Remove($"line/{line}", out var due))
            Now = due > Now ? due : Now;
        return Do(new TimerFired { Name = $"line/{line}" });
    }

    public DateTimeOffset DueOf(string line) => timers[$"line/{line}"];

    public bool HasTimer(string line) => timers.ContainsKey($"line/{line}");

    /// <summary>The process dies; another replays the journal and resumes.</summary>
    public PoolHarness Restart()
    {
        timers.Clear();
        State = journal.Aggregate((LinePoolState)kind.Initial(Pool), (state, record) => (LinePoolState)kind.Evolve(state, kind.Journal.Read(record)!));
        var decision = kind.Resume(State, new Moment(Now, random));
        decision.Events.ShouldAllBe(e => e is ITransientEvent);
        Apply(decision);
        return this;
    }

    public LinePoolState FromSnapshot() => (LinePoolState)kind.Evolve(kind.Initial(Pool), kind.Snapshot(State));

    private void Apply(Decision decision)
    {
        foreach (var happened in decision.Events)
        {
            State = (LinePoolState)kind.Evolve(State, happened);
            if (happened is IMessage durable)
                journal.Add(kind.Journal.Write(durable));
        }

        Effects = decision.Effects;
        foreach (var effect in Effects)
        {
            if (effect is StartTimer start)
                timers[start.Name] = start.Due;
            else if (effect is CancelTimer cancel)
                timers.Remove(cancel.Name);
        }
    }
}
