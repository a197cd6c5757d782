using Google.Protobuf;
using Shared.Messages;

namespace Simulation.Oracle;

/// <summary>One life of one end of a tunnel: what its disk holds, and what it has said on the wire in all lives of its process.</summary>
internal sealed class TunnelLedger
{
    private readonly HashSet<int> accepted = [];
    private readonly Dictionary<int, ByteString> queued = [];
    private int acceptedBelow;

    /// <summary>The bodies of all numbered messages, by Ns.</summary>
    public List<byte[]> Sent { get; } = [];

    public bool IsDeleted { get; set; }

    /// <summary>Its disk has lost what it did last: what it says is judged again from its next reset on.</summary>
    public bool IsExcused { get; set; }

    /// <summary>Where numbers begin: at 0, or where a recovery tunnel has set them (RFC 4951 §3.2.2). All others here are counted from these.</summary>
    public ushort FirstNs { get; private set; }

    /// <inheritdoc cref="FirstNs"/>
    public ushort FirstNr { get; private set; }

    /// <summary>All that ever were: a disk that was cut may tell of an earlier one again, in a snapshot.</summary>
    private readonly HashSet<(uint Recovery, long At)> resets = [];

    /// <summary>How many resets there have been.</summary>
    public int Resets => resets.Count;

    /// <summary>When the last one was, in the order of all resets in the world.</summary>
    public int LastReset { get; set; }

    public int PlaceOfNs(int ns) => unchecked((ushort)(ns - FirstNs));

    public int PlaceOfNr(int nr) => unchecked((ushort)(nr - FirstNr));

    /// <summary>Of the peer's messages, up to which each was found to be there and durable.</summary>
    public int CheckedNr { get; set; }

    /// <summary>What it has acknowledged in the present life of its process: hellos before that it may have forgotten.</summary>
    public (int Incarnation, int Nr) Acknowledged { get; set; }

    public bool HasAccepted(int ns) => ns < acceptedBelow || accepted.Contains(ns);

    public ByteString? Queued(int ns) => queued.GetValueOrDefault(ns);

    /// <summary>Numbers from here on stood for hellos that both ends have forgotten, and stand for something else now.</summary>
    public void Rewind(int ns) => Sent.RemoveRange(ns, Sent.Count - ns);

    public void Written(IMessage durable)
    {
        switch (durable)
        {
            case ControlAccepted message:
                accepted.Add(PlaceOfNr((int)message.Ns));
                break;
            case ControlQueued message:
                queued[PlaceOfNs((int)message.Ns)] = message.Body;
                break;
            case ControlChannelReset happened:
                Begin(happened);
                break;
            case TunnelSnapshot snapshot:
                if (snapshot.LastReset is { } last)
                    Begin(last);
                acceptedBelow = Math.Max(acceptedBelow, PlaceOfNr((int)snapshot.NextNr));
                foreach (var message in snapshot.Queue)
                    queued[PlaceOfNs((int)message.Ns)] = message.Body;
                break;
        }
    }

    private void Begin(ControlChannelReset happened)
    {
        // a journal that lies has forgotten it, and takes it from the recovery tunnel's journal once more; the peer has gone on since
        var isRepeated = resets.Any(reset => reset.Recovery == happened.RecoveryTunnelId);
        if (!resets.Add((happened.RecoveryTunnelId, happened.AtUnixMs)))
            return;
        (FirstNs, FirstNr) = ((ushort)happened.Ns, (ushort)happened.Nr);
        (acceptedBelow, CheckedNr, Acknowledged, IsExcused) = (0, 0, default, IsExcused && isRepeated);
        accepted.Clear();
        queued.Clear();
        Sent.Clear();
    }
}
