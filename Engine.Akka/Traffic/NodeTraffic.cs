using Engine.Scheduling;

namespace Engine.Akka.Traffic;

/// <summary>What this node has sent and not yet seen through: bounds it, and tells when nothing is under way.</summary>
internal sealed class NodeTraffic
{
    private int undecided;

    public OpenWork Work { get; } = new();

    /// <summary>Commands that this node has sent and nobody has decided yet.</summary>
    public int Undecided => Volatile.Read(ref undecided);

    public ITicket Issue()
    {
        Work.Begin();
        Interlocked.Increment(ref undecided);
        return new LocalTicket(this);
    }

    private sealed class LocalTicket(NodeTraffic traffic) : ITicket
    {
        private int isDecided;
        private int isFinished;

        public void Decided()
        {
            if (Interlocked.Exchange(ref isDecided, 1) == 0)
                Interlocked.Decrement(ref traffic.undecided);
        }

        public void Finished()
        {
            Decided();
            if (Interlocked.Exchange(ref isFinished, 1) == 0)
                traffic.Work.End();
        }
    }
}
