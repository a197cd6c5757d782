using Entities.DialOut;
using Google.Protobuf;
using Lns.Node.Forwarding;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lns.Node.DialOut;

/// <summary>Packets for dial-out routes on their way to the session of their destination.</summary>
/// <param name="gate">Where a trigger gets its place; null: it gets one where its session lives.</param>
public sealed class TriggerIntake(IEntityHost host, ConnectingGate? gate)
{
    private int turn;

    /// <summary>A running number, from which round-robin over LACs starts.</summary>
    public uint NextTurn() => (uint)Interlocked.Increment(ref turn);

    public void Take(TriggerEvent trigger)
    {
        var prefix = System.Net.IPNetwork.Parse(trigger.Target.ToString());
        var key = new DialOutSessionKey(trigger.VirtualRouter, prefix, trigger.Destination.ToIPAddress());
        var session = new EntityId(EntityKinds.DialOutSession, key.ToString());
        var hasSlot = gate?.TryEnter(session) ?? false;
        var accepted = host.Offer(session, new Trigger
        {
            Destination = ByteString.CopyFrom(key.Destination.GetAddressBytes()),
            Packet = UnsafeByteOperations.UnsafeWrap(trigger.Packet),
            HasSlot = hasSlot,
            Turn = NextTurn(),
        });
        if (!accepted && hasSlot) gate!.Release(session);
    }
}
