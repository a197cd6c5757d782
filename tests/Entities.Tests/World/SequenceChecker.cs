using Shared.Messages.Entities;

namespace Entities.Tests.World;

/// <summary>
/// Knows nothing of our channel: it looks at what leaves and holds it against RFC 2661 §5.8. A number is used for one message only, in all
/// lives of its sender, and numbers come without a gap.
/// </summary>
internal sealed class SequenceChecker
{
    private readonly Dictionary<EntityId, List<byte[]>> sent = [];

    public void Observe(EntityId sender, Passed passed)
    {
        if (!sent.TryGetValue(sender, out var bodies)) sent[sender] = bodies = [];
        int ns = passed.Header.Ns;
        if (passed.IsZlb) return;
        ns.ShouldBeLessThanOrEqualTo(bodies.Count, $"{sender} leaves a gap before Ns {ns}");
        if (ns == bodies.Count)
            bodies.Add(passed.Body.ToArray());
        else
            passed.Body.ToArray().ShouldBe(bodies[ns], $"{sender} uses Ns {ns} for another message");
    }
}
