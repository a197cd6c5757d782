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
                accepted.Add((int)message.Ns);
                break;
            case ControlQueued message:
                queued[(int)message.Ns] = message.Body;
                break;
            case TunnelSnapshot snapshot:
                acceptedBelow = Math.Max(acceptedBelow, (int)snapshot.NextNr);
                foreach (var message in snapshot.Queue)
                    queued[(int)message.Ns] = message.Body;
                break;
        }
    }
}
