using Engine.Scheduling;

namespace Engine.Akka.Traffic;

/// <summary>What this node has sent and not yet seen through: bounds it, and tells when nothing is under way here.</summary>
internal sealed class NodeTraffic
{
    private readonly Lock gate = new();
    private int undecided;
    private long sentAbroad;
    private long creditedAbroad;
    private long sentBeforeLast;
    private long sentBeforeThat;

    public OpenWork Work { get; } = new();

    /// <summary>Commands that this node has sent and nobody has decided yet.</summary>
    public int Undecided => Volatile.Read(ref undecided);

    public Ticket Issue()
    {
        Work.Begin();
        Interlocked.Increment(ref undecided);
        return new LocalTicket(this);
    }

    /// <summary>Other nodes have decided so many of ours.</summary>
    public void Credit(int commands)
    {
        lock (gate)
            CreditWithin(Math.Min(commands, sentAbroad - creditedAbroad));
    }

    /// <summary>To be called at intervals: what nobody has told of for two of them is lost, and no longer counted.</summary>
    public void ForgetLost()
    {
        lock (gate)
        {
            CreditWithin(Math.Max(0, sentBeforeThat - creditedAbroad));
            (sentBeforeThat, sentBeforeLast) = (sentBeforeLast, sentAbroad);
        }
    }

    private void CreditWithin(long commands)
    {
        creditedAbroad += commands;
        Interlocked.Add(ref undecided, (int)-commands);
    }

    private void GoneAbroad()
    {
        lock (gate)
            sentAbroad++;
        Work.End();
    }

    private sealed class LocalTicket(NodeTraffic traffic) : Ticket
    {
        private int isDecided;
        private int isFinished;

        public override void Decided()
        {
            if (Interlocked.Exchange(ref isDecided, 1) == 0)
                Interlocked.Decrement(ref traffic.undecided);
        }

        public override void Finished()
        {
            Decided();
            if (Interlocked.Exchange(ref isFinished, 1) == 0)
                traffic.Work.End();
        }

        public override void GoneAbroad()
        {
            if (Interlocked.Exchange(ref isDecided, 1) == 0 && Interlocked.Exchange(ref isFinished, 1) == 0)
                traffic.GoneAbroad();
        }
    }
}
