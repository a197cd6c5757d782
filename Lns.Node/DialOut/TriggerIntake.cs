using Entities.DialOut;
using Google.Protobuf;
using Lns.Node.Forwarding;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lns.Node.DialOut;

/// <summary>Packets for dial-out routes on their way to the session of their destination.</summary>
public sealed class TriggerIntake(IEntityHost host, ConnectingGate gate)
{
    public void Take(TriggerEvent trigger)
    {
        var prefix = System.Net.IPNetwork.Parse(trigger.Target.ToString());
        var key = new DialOutSessionKey(trigger.VirtualRouter, prefix, trigger.Destination.ToIPAddress());
        var session = new EntityId(EntityKinds.DialOutSession, key.ToString());
        var hasSlot = gate.TryEnter(session);
        var accepted = host.Offer(session, new Trigger
        {
            Destination = ByteString.CopyFrom(key.Destination.GetAddressBytes()),
            Packet = UnsafeByteOperations.UnsafeWrap(trigger.Packet),
            HasSlot = hasSlot,
        });
        if (!accepted && hasSlot) gate.Release(session);
    }
}
