using System.Collections.Immutable;

namespace Lns.Node.Forwarding.Table;

/// <summary>
/// What a prefix leads to. A session's access route hides the dial-out route of the same prefix, and a later session's an earlier one's.
/// </summary>
/// <param name="Sessions">In the order of their arrival; normally one, two while a call takes another's place.</param>
public sealed record RouteSlot(ImmutableArray<ForwardingSession> Sessions, bool IsDialOut)
{
    public static RouteSlot Empty { get; } = new([], false);

    /// <summary>Null when packets for this prefix are triggers.</summary>
    public ForwardingSession? Session => Sessions.Length > 0 ? Sessions[^1] : null;

    public bool IsEmpty => Session is null && !IsDialOut;

    /// <summary>With this session instead of an earlier entry of the same call, in its place; else as the latest.</summary>
    public RouteSlot With(ForwardingSession session)
    {
        for (var at = 0; at < Sessions.Length; at++)
            if (Sessions[at].IsSameCall(session))
                return this with { Sessions = Sessions.SetItem(at, session) };
        return this with { Sessions = Sessions.Add(session) };
    }

    public RouteSlot Without(ForwardingSession session) => this with { Sessions = Sessions.RemoveAll(session.IsSameCall) };
}
