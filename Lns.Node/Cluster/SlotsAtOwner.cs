using Entities.DialOut.Sessions;
using Google.Protobuf;
using Lns.Node.DialOut;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lns.Node.Cluster;

/// <summary>
/// Dial-out sessions whose triggers arrive at any node: the place under the connecting limit is taken where the session lives, since it is
/// given back there. On one machine the trigger brings it along.
/// </summary>
internal sealed class SlotsAtOwner(IEntityKind sessions, Func<ConnectingGate> gate) : IEntityKind
{
    public string Kind => sessions.Kind;

    public JournalSchema Journal => sessions.Journal;

    public object Initial(string key) => sessions.Initial(key);

    public Decision Decide(object state, IMessage command, Moment moment)
    {
        if (command is not Trigger trigger)
            return sessions.Decide(state, command, moment);
        var id = new EntityId(Kind, ((DialOutSession)state).Key.ToString());
        var brought = trigger.Clone();
        brought.HasSlot = gate().TryEnter(id);
        try
        {
            return sessions.Decide(state, brought, moment);
        }
        catch
        {
            if (brought.HasSlot) gate().Release(id);
            throw;
        }
    }

    public object Evolve(object state, object @event) => sessions.Evolve(state, @event);

    public Decision Resume(object state, Moment moment)
    {
        // a place of its last life here; what it resumes takes it again
        gate().Release(new EntityId(Kind, ((DialOutSession)state).Key.ToString()));
        return sessions.Resume(state, moment);
    }

    public IMessage Snapshot(object state) => sessions.Snapshot(state);

    public bool IsOver(object state) => sessions.IsOver(state);
}
