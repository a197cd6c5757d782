using Akka.Actor;

namespace Engine.Akka.Traffic;

/// <summary>Bounds how many actors do something at a time. Who must wait is told by <see cref="PermitGranted"/> when it is their turn.</summary>
internal sealed class Permits(int limit)
{
    private readonly Lock gate = new();
    private readonly Queue<IActorRef> first = new();
    private readonly Queue<IActorRef> then = new();
    private int taken;

    /// <returns>Whether it may go ahead at once.</returns>
    public bool Take(IActorRef who, bool isUrgent)
    {
        lock (gate)
        {
            if (taken < limit)
            {
                taken++;
                return true;
            }
            (isUrgent ? first : then).Enqueue(who);
            return false;
        }
    }

    public void Return()
    {
        IActorRef? next;
        lock (gate)
            if (!first.TryDequeue(out next) && !then.TryDequeue(out next))
            {
                taken--;
                return;
            }
        next.Tell(new PermitGranted(this), ActorRefs.NoSender);
    }
}

/// <summary>Whoever gets this must return the permit; so must whoever finds it undelivered.</summary>
internal sealed record PermitGranted(Permits From);
