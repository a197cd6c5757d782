using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.DialOut.Sessions;

/// <summary>What changes a session and may be forgotten by a crash.</summary>
internal abstract record DialOutTransient : ITransientEvent
{
    private DialOutTransient() { }

    public sealed record PacketEnqueued(ReadOnlyMemory<byte> Packet) : DialOutTransient;

    public sealed record PacketDiscarded(bool WithoutRoute) : DialOutTransient;

    public sealed record PacketForwardedLate : DialOutTransient;

    public sealed record LateAnswerCounted(bool Grant) : DialOutTransient;

    public sealed record TunnelNoted(CallAccepted Accepted) : DialOutTransient;

    public sealed record CallDoubted : DialOutTransient;

    public sealed record CallConfirmed : DialOutTransient;

    public sealed record CallEndConfirmed(string CallKey) : DialOutTransient;

    public sealed record QuestionsRepeated : DialOutTransient;

    /// <summary>Nobody answers about the calls that are to be closed.</summary>
    public sealed record ClosingGivenUp : DialOutTransient;
}
