using Entities.DialOut;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Entities.Destinations;

/// <summary>Which tunnel takes a call.</summary>
internal sealed partial class DestinationDecision
{
    private void Place(PlaceCall place)
    {
        // wherever the call lives, it is the same call
        if (State.TunnelOfCall(place.Order.CallKey) is { } living)
            Forward(living, place);
        else if (State.Recovering)
            Hold(place, place.Order.CallKey);
        else if (Admission.Of(Effective, State.Lockout is not null, place.Force) is { } reason)
            Refuse(place, reason);
        else if (AtLimit(place.Order.Tunnel))
            Refuse(place, RefusalReason.SessionLimit);
        else if (WithRoom(place.Order.Tunnel) is { } shared)
            Forward(shared, place);
        else if (Assign(place.Order.Tunnel, test: false) is { } opened)
            Forward(opened, place);
        else
            Refuse(place, RefusalReason.SessionLimit); // no tunnel id is left
    }

    // a named assignment is one pool of sessions (RFC 2868 §3.7), and Tunnel-Maximum-Sessions its size
    private bool AtLimit(TunnelTerms terms) =>
        settings.MaximumSessions > 0 && State.Sessions >= settings.MaximumSessions
        || terms.AssignmentId.Length > 0 && terms.MaximumSessions > 0
        && State.Tunnels.Values.Where(tunnel => tunnel.Suits(terms)).Sum(tunnel => tunnel.Sessions) >= terms.MaximumSessions;

    private int Room(TunnelTerms terms) =>
        terms.MaximumSessions == 0 ? settings.SessionsPerTunnel : (int)Math.Min(terms.MaximumSessions, (uint)settings.SessionsPerTunnel);

    // fill one tunnel before the next; an established one before one that may yet fail
    private DestinationTunnel? WithRoom(TunnelTerms terms) => State.Tunnels.Values
        .Where(tunnel => tunnel.IsKnown && !tunnel.Losing && tunnel.Suits(terms) && tunnel.Sessions < Room(terms))
        .OrderByDescending(tunnel => tunnel.Established).ThenByDescending(tunnel => tunnel.Sessions).FirstOrDefault();

    // whether the tunnel has heard of its opening is not known before it reports; to open it again is the same opening
    private void Forward(DestinationTunnel tunnel, PlaceCall place)
    {
        var command = new PlaceCall { Order = place.Order, Force = place.Force };
        if (tunnel is { Load: null, Assigned.Accepted: false })
            command.Open = Opening(tunnel);
        if (!tunnel.Has(place.Order.CallKey))
            Count(DestinationCount.CallPlaced);
        turn.Apply(new DestinationTransient.CallForwarded(tunnel.Id, command, turn.Now));
        Tell(tunnel.Id, command);
    }

    private static OpenTunnel Opening(DestinationTunnel tunnel) => new()
    {
        Terms = tunnel.Assigned.Terms, TieBreaker = tunnel.Assigned.TieBreaker, FirstContact = tunnel.Assigned.FirstContact,
        Recovers = tunnel.Assigned.Recovers,
    };

    private void Refuse(PlaceCall place, RefusalReason reason)
    {
        Count(DestinationCount.CallRefused);
        TellSession(place.Order.CallKey, new CallRefused
        {
            CallKey = place.Order.CallKey, Reason = reason, LockedOutSinceUnixMs = State.Lockout?.SinceUnixMs ?? 0,
        });
    }

    // from a session that no tunnel has spoken to yet
    private void Close(CloseCall close)
    {
        if (State.TunnelOfCall(close.CallKey) is { } tunnel)
            Tell(tunnel.Id, close);
        else if (State.Held.Any(held => held is PlaceCall place && place.Order.CallKey == close.CallKey))
        {
            turn.Apply(new DestinationTransient.HeldCallDropped(close.CallKey));
            // a tunnel may have it all the same, and not have said so yet
            Hold(close, close.CallKey);
        }
        else if (State.Recovering)
            Hold(close, close.CallKey);
        else
            TellSession(close.CallKey, new CallClosed { CallKey = close.CallKey, Unknown = true });
    }

    private void TellSession(string callKey, Google.Protobuf.IMessage answer)
    {
        if (CallKey.Session(callKey) is { } session)
            turn.Do(new TellEntity(session, answer));
    }
}
