using Akka.Actor;

namespace Engine.Akka.Fencing;

/// <summary>
/// Whether this node may act for its entities: write, and send control traffic. It may for as long as it has had contact with a majority
/// within the lease, which ends before any other node could take over. Nobody needs to close it: time does.
/// </summary>
public sealed class Gate
{
    private readonly TimeProvider time;
    private readonly Lock waitingLock = new();
    private HashSet<IActorRef> waiting = [];
    private long openUntil = long.MinValue;
    private readonly Action? ranOut;
    private volatile bool isShut;
    private int hasOpened;

    /// <param name="ranOut">Called once for each time that the lease has run out; within a look of when it did.</param>
    internal Gate(TimeProvider time, Action? ranOut = null) => (this.time, this.ranOut) = (time, ranOut);

    /// <summary>May be read by any thread, and is to be read right before acting.</summary>
    public bool IsOpen => !isShut && time.GetTimestamp() < Volatile.Read(ref openUntil);

    /// <summary>No other node is there who could take over.</summary>
    internal void OpenForGood() => Extend(long.MaxValue);

    /// <param name="until">A timestamp of the engine's clock.</param>
    internal void Extend(long until)
    {
        Look();
        Volatile.Write(ref openUntil, until);
        if (!IsOpen)
            return;
        Volatile.Write(ref hasOpened, 1);
        Wake();
    }

    /// <summary>For good: this life of the actor system is over.</summary>
    internal void Shut()
    {
        Look();
        isShut = true;
    }

    /// <summary>Time closes it, and so somebody has to look whether it did.</summary>
    internal void Look()
    {
        if (!isShut && !IsOpen && Interlocked.Exchange(ref hasOpened, 0) == 1)
            ranOut?.Invoke();
    }

    /// <summary>Has <see cref="GateOpened"/> sent once.</summary>
    internal void WakeWhenOpen(IActorRef actor)
    {
        lock (waitingLock)
            waiting.Add(actor);
        if (IsOpen)
            Wake();
    }

    private void Wake()
    {
        HashSet<IActorRef> woken;
        lock (waitingLock)
            (woken, waiting) = (waiting, []);
        foreach (var actor in woken)
            actor.Tell(GateOpened.Instance, ActorRefs.NoSender);
    }
}

internal sealed class GateOpened
{
    public static GateOpened Instance { get; } = new();

    private GateOpened()
    {
    }
}
