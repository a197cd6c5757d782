using System.Collections.Concurrent;
using Akka.Actor;
using Engine.Akka.Wire;

namespace Engine.Akka.Tests.Support;

/// <summary>Notes what an actor system would have written as JSON.</summary>
internal sealed class RefusalWatch(ConcurrentQueue<string> refused) : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(MessageRefused));

    protected override void OnReceive(object message) => refused.Enqueue(((MessageRefused)message).Type);
}
