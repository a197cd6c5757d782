namespace Protocols.L2tp;

/// <summary>A peer's message that is kept until its turn comes.</summary>
/// <param name="Arrivals">How often the peer sent it, as far as we can tell.</param>
internal readonly record struct EarlyMessage(ReceivedMessage Message, int Arrivals, DateTimeOffset LastArrival)
{
    private static readonly TimeSpan RetransmissionAtLeast = TimeSpan.FromMilliseconds(ControlChannelSettings.RetransmissionAtLeastMs);

    /// <summary>A copy that the network made is soon there and doesn't count.</summary>
    public EarlyMessage SeenAgain(DateTimeOffset now) =>
        now - LastArrival < RetransmissionAtLeast ? this : this with { Arrivals = Arrivals + 1, LastArrival = now };
}
