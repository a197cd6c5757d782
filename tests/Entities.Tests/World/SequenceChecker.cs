using Entities.Destinations;
using Protocols.L2tp;
using Shared.Messages.Entities;

namespace Entities.Tests.World;

/// <summary>
/// Knows nothing of our channel: it looks at what leaves and holds it against RFC 2661 §5.8. A number is used for one message only, in all
/// lives of its sender, and numbers come without a gap. Where a recovery tunnel has agreed on new numbers (RFC 4951 §3.2.2) they go on
/// exactly there, and the old ones are not seen again.
///
/// Ids are used again, and then numbers begin anew with the SCCRQ or SCCRP of another connection. That is allowed in two cases only: the id
/// has rested, so that no numbered message of it has left for <see cref="Rest"/>; or a cut has taken back all that the journal knew of the
/// tunnel, its opening included, and with it that the id was in use: of 255 ids one may be drawn twice. What is left of a tunnel is never
/// excused.
/// </summary>
internal sealed class SequenceChecker
{
    /// <summary>An id rests for a retransmission cycle beyond this, and within a cycle a closed tunnel may still repeat itself.</summary>
    private static readonly TimeSpan Rest = new DestinationSettings().IdRest - TimeSpan.FromSeconds(31);

    private readonly Dictionary<EntityId, Epoch> epochs = [];
    private readonly HashSet<EntityId> takenBack = [];
    private readonly Dictionary<(WorldNode To, ushort TunnelId), (WorldNode Asker, TunnelRecovery Old)> asked = [];

    /// <summary>A cut has left nothing of it.</summary>
    public void TakeBack(EntityId tunnel) => takenBack.Add(tunnel);

    public void Observe(EntityId sender, Passed passed, WorldNode? to, DateTimeOffset now)
    {
        Follow(passed, to);
        if (!epochs.TryGetValue(sender, out var epoch)) epochs[sender] = epoch = new Epoch(0);
        if (passed.IsZlb) return;
        if (IsAnother(sender, epoch, passed, now)) epochs[sender] = epoch = new Epoch(0);
        takenBack.Remove(sender);
        if (epoch.Next.Remove(passed.Header.Ns)) epochs[sender] = epoch = new Epoch(passed.Header.Ns) { Next = epoch.Next };
        epoch.LastSent = now;
        var place = unchecked((ushort)(passed.Header.Ns - epoch.First));
        ((int)place).ShouldBeLessThanOrEqualTo(epoch.Bodies.Count, $"{sender} leaves a gap before Ns {passed.Header.Ns}");
        if (place == epoch.Bodies.Count)
            epoch.Bodies.Add(passed.Body.ToArray());
        else
            passed.Body.ToArray().ShouldBe(epoch.Bodies[place], $"{sender} uses Ns {passed.Header.Ns} for another message");
    }

    private bool IsAnother(EntityId sender, Epoch epoch, Passed passed, DateTimeOffset now) =>
        passed is { Message: Sccrq or Sccrp, Header.Ns: 0 } && (takenBack.Contains(sender) || now - epoch.LastSent >= Rest);

    /// <summary>Takes note of what a recovery tunnel agrees on, whoever says it.</summary>
    public void Follow(Passed passed, WorldNode? to)
    {
        if (passed.Message is Sccrq { TunnelRecovery: { } old } sccrq && to is not null)
            asked[(passed.From, sccrq.AssignedTunnelId)] = (passed.From, old);
        if (passed.Message is not Sccrp reply || to is null || !asked.TryGetValue((to, passed.Header.TunnelId), out var request)) return;
        var suggested = reply.SuggestedControlSequence ?? new SuggestedControlSequence(0, 0);
        Expect(to, request.Old.RecoverTunnelId, suggested.Ns);
        Expect(passed.From, request.Old.RecoverRemoteTunnelId, suggested.Nr);
    }

    private void Expect(WorldNode node, ushort tunnelId, ushort ns)
    {
        var id = new TunnelKey(node.Local, tunnelId).Entity;
        if (epochs.TryGetValue(id, out var epoch)) epoch.Next.Add(ns);
    }

    private sealed class Epoch(ushort first)
    {
        public ushort First => first;

        public List<byte[]> Bodies { get; } = [];

        public DateTimeOffset LastSent { get; set; } = DateTimeOffset.MaxValue;

        /// <summary>What recovery tunnels have suggested and nobody has used yet: a later one may be answered before the first is used.</summary>
        public HashSet<ushort> Next { get; init; } = [];
    }
}
