namespace Lns.Node.Radius;

/// <summary>Since the start of the process.</summary>
public sealed class GatewayCounters
{
    private readonly long[] counts = new long[Enum.GetValues<GatewayCount>().Length];

    public long this[GatewayCount count] => Volatile.Read(ref counts[(int)count]);

    internal void Add(GatewayCount count) => Interlocked.Increment(ref counts[(int)count]);
}

public enum GatewayCount
{
    Questions,
    Accepts,
    Rejects,
    Challenges,
    NoAnswers,
    Records,
    RecordsConfirmed,
    Transmissions,
    Retransmissions,

    /// <summary>Answers to an identifier that stands for nothing: late, repeated, or of an earlier life of this node.</summary>
    UnknownIdentifiers,
    SecretMismatches,
    MalformedAnswers,

    /// <summary>Datagrams dropped because the gateway could not keep up.</summary>
    Overruns,
    DeadServers,
}
