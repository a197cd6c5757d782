namespace Simulation.Runs;

/// <summary>What happened in a run, in figures; and a digest of every control message, by which two runs are compared.</summary>
internal sealed class Statistics
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public long Triggers { get; set; }

    public long Dialled { get; set; }

    public long CallsUp { get; set; }

    /// <summary>Established calls that ended because of a fault.</summary>
    public long CallsLost { get; set; }

    public long Crashes { get; set; }

    public long Faults { get; set; }

    public long Messages { get; private set; }

    public ulong Digest { get; private set; } = OffsetBasis;

    public void Sent(ReadOnlySpan<byte> datagram)
    {
        Messages++;
        foreach (var octet in datagram)
            Digest = (Digest ^ octet) * Prime;
    }
}
