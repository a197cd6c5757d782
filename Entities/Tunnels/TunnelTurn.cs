using System.Net;
using Entities.Destinations;
using Protocols.L2tp;
using Shared.Messages.Entities;
using Shared.Messages;

namespace Entities.Tunnels;

/// <summary>One decision of a tunnel in the making: the turn, the node's policy, and whether the peer is owed an acknowledgement.</summary>
public sealed class TunnelTurn(Turn<TunnelState> turn, ITunnelPolicy policy)
{
    public TunnelState State => turn.State;

    public DateTimeOffset Now => turn.Now;

    public Random Random => turn.Random;

    public ITunnelPolicy Policy => policy;

    public TunnelSettings Settings => policy.Settings;

    /// <summary>A message was received that no outgoing one has acknowledged yet: a ZLB is due at the end of the turn (RFC 2661 §5.8).</summary>
    public bool AckOwed { get; set; }

    /// <summary>Where the datagram of this turn came from.</summary>
    public IPEndPoint? Source { get; set; }

    /// <summary>At a start: whether the journal may lack its last records.</summary>
    public JournalTail Tail => turn.Moment.Tail;

    public long NowUnixMs => turn.Now.ToUnixTimeMilliseconds();

    /// <summary>Whether it has something for the journal.</summary>
    public bool IsDurable { get; private set; }

    public void Apply(object @event)
    {
        turn.Apply(@event);
        IsDurable |= @event is not ITransientEvent;
    }

    public void Do(Effect effect) => turn.Do(effect);

    public void Report(Milestone milestone, string text, params IReadOnlyList<(string Name, object? Value)> fields) =>
        turn.Do(new Report(milestone, text, [("tunnel", State.Key.ToString()), .. fields]));

    public void TellDestination(Google.Protobuf.IMessage command) =>
        Do(new TellEntity(new DestinationKey(State.Key.Local, State.DestinationEndpoint).Entity, command));

    /// <summary>Unpredictable, never 0, none that lives (RFC 2661 §9.1, §3.1) and none that was in use lately (RFC 4951 §3.3).</summary>
    public ushort FreshSessionId()
    {
        ushort id;
        do id = (ushort)Random.Next(1, ushort.MaxValue + 1);
        while (State.Calls.ContainsKey(id) || State.RestedSessions.Contains(id));
        return id;
    }

    public byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        Random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Tells the destination which calls live here, so that a repeated PlaceCall finds its tunnel again.</summary>
    public void ReportLoad(ICallRole role)
    {
        var load = new TunnelLoad { TunnelId = State.Key.TunnelId, Established = State.IsEstablished, PeerTunnelId = State.PeerTunnelId };
        load.CallKeys.AddRange(role.CallKeys(State));
        TellDestination(load);
        Apply(new LoadTold());
    }

    /// <summary>Tells it what has changed since the last report: not all calls at the end of each.</summary>
    public void ReportChange(ICallRole role)
    {
        if (State.Unreported is not var (placed, gone))
        {
            ReportLoad(role);
            return;
        }
        var change = new TunnelLoad
        {
            TunnelId = State.Key.TunnelId,
            Established = State.IsEstablished,
            PeerTunnelId = State.PeerTunnelId,
            IsChange = true,
            GoneKeys = { gone },
            Calls = (uint)State.SessionsByCallKey.Count,
        };
        change.CallKeys.AddRange(placed);
        TellDestination(change);
        Apply(new LoadTold());
    }
}

/// <summary>Names of a tunnel's timers. Those of a call carry its session id: <c>call/4711/idle</c>.</summary>
public static class TunnelTimers
{
    public const string Retransmit = "retransmit";
    public const string Hello = "hello";
    public const string Cleared = "cleared";
    public const string Idle = "idle";
    public const string Confirmed = "confirmed";

    /// <summary>Numbers of HELLOs that the journal does not have yet.</summary>
    public const string Numbers = "numbers";

    /// <summary>From SCCRQ to the established connection: a peer may acknowledge and yet never answer.</summary>
    public const string SetUp = "setup";

    /// <summary>RFC 4951: an old tunnel begins its recovery, asks for it again, or gives up what it offered.</summary>
    public const string Recover = "recover";

    /// <summary>RFC 4951: a recovery tunnel speaks to the old one again, or ends.</summary>
    public const string Deliver = "deliver";

    /// <summary>RFC 4951: sessions in doubt are asked about.</summary>
    public const string Resynchronise = "resynchronise";

    private const string CallPrefix = "call/";

    public static string OfCall(ushort sessionId, string what) => $"{CallPrefix}{sessionId}/{what}";

    /// <returns>False for a timer of the tunnel itself.</returns>
    public static bool TryParseCall(string name, out ushort sessionId, out string what)
    {
        sessionId = 0;
        what = "";
        if (!name.StartsWith(CallPrefix, StringComparison.Ordinal)) return false;
        var slash = name.IndexOf('/', CallPrefix.Length);
        if (slash < 0 || !ushort.TryParse(name.AsSpan(CallPrefix.Length, slash - CallPrefix.Length), out sessionId)) return false;
        what = name[(slash + 1)..];
        return true;
    }
}
