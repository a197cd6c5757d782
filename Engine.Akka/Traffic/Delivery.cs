using Akka.Actor;
using Akka.Event;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Engine.Akka.Traffic;

/// <summary>A command on its way to an entity, wherever that lives.</summary>
/// <param name="Question">Number under which the sender waits for the <see cref="Reply"/>; 0 when nobody does.</param>
/// <param name="Ticket">What the sending node counts it by; null when it has come from another node.</param>
internal sealed record Delivery(EntityId To, IMessage Command, long Question, Ticket? Ticket);

/// <summary>Goes back to the node that asked.</summary>
internal sealed record Answer(long Question, IMessage Message) : IDeadLetterSuppression;
