using System.Diagnostics;

namespace Entities.DialOut.Sessions;

/// <summary>The session after a transient event.</summary>
internal static class TransientEvolution
{
    public static DialOutSession Apply(DialOutSession session, DialOutTransient happened)
    {
        var counters = session.Counters;
        return happened switch
        {
            DialOutTransient.PacketEnqueued e => Enqueue(session, e.Packet),
            DialOutTransient.PacketDiscarded e => session with
            {
                Counters = counters with
                {
                    Received = counters.Received + 1,
                    Discarded = counters.Discarded + 1,
                    WithoutRoute = counters.WithoutRoute + (e.WithoutRoute ? 1ul : 0),
                },
            },
            DialOutTransient.PacketForwardedLate => session with
            {
                Counters = counters with
                {
                    Received = counters.Received + 1, Late = counters.Late + 1, Forwarded = counters.Forwarded + 1,
                },
            },
            DialOutTransient.LateAnswerCounted { Grant: true } => session with
            {
                Counters = counters with { GrantsWithoutSession = counters.GrantsWithoutSession + 1 },
            },
            DialOutTransient.LateAnswerCounted => session with
            {
                Counters = counters with { DeniesWithoutSession = counters.DeniesWithoutSession + 1 },
            },
            DialOutTransient.TunnelNoted e => session with { Accepted = e.Accepted },
            DialOutTransient.CallDoubted => session with { Doubted = true },
            DialOutTransient.CallConfirmed => session with { Doubted = false },
            DialOutTransient.CallEndConfirmed e => session with { Closing = session.Closing.RemoveAll(call => call.CallKey == e.CallKey) },
            DialOutTransient.QuestionsRepeated => session with { Repeats = session.Repeats + 1 },
            DialOutTransient.ClosingGivenUp => session with { Closing = [] },
            _ => throw new UnreachableException(),
        };
    }

    private static DialOutSession Enqueue(DialOutSession session, ReadOnlyMemory<byte> packet)
    {
        var buffer = session.Buffer.Add(packet);
        var counters = session.Counters;
        return session with
        {
            Buffer = buffer,
            Counters = counters with
            {
                Received = counters.Received + 1,
                Enqueued = counters.Enqueued + 1,
                MaximumEnqueued = Math.Max(counters.MaximumEnqueued, (ulong)buffer.Count),
            },
        };
    }
}
