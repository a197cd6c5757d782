using Akka.Actor;
using Engine.Akka.Traffic;

namespace Engine.Akka.Entities;

/// <summary>A command that its entity has not decided, or not seen through.</summary>
/// <param name="Sender">Whom the answer goes to; the desk of the node that it came from.</param>
/// <param name="Ticket">Tells that node how far it has come.</param>
internal sealed record Waiting(Delivery Delivery, IActorRef Sender, Ticket Ticket);
