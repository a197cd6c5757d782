using Protocols.Ppp;

namespace Protocols.Tests.Ppp.Support;

/// <summary>Two links on one line over virtual time; frames may be lost, repeated or delayed.</summary>
internal sealed class VirtualWire
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> agenda = new();
    private long order;

    public VirtualWire(PppSettings left, PppSettings right, int seed)
    {
        Random = new Random(seed);
        Left = new WireEnd(this, left);
        Right = new WireEnd(this, right);
    }

    public Random Random { get; }

    public WireEnd Left { get; }

    public WireEnd Right { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>0..1: how much of what is sent gets lost.</summary>
    public double Loss { get; set; }

    public double Repetition { get; set; }

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(100);

    public void In(TimeSpan after, Action action) => agenda.Enqueue(action, (Now + after, order++));

    public void Carry(WireEnd from, ReadOnlyMemory<byte> frame)
    {
        var to = from == Left ? Right : Left;
        if (Random.NextDouble() >= Loss)
            In(Delay, () => to.Receive(frame));
        if (Random.NextDouble() < Repetition)
            In(Delay * 2, () => to.Receive(frame));
    }

    public void Up()
    {
        Left.LowerUp();
        Right.LowerUp();
    }

    public void RunUntil(TimeSpan end)
    {
        while (agenda.TryPeek(out _, out var key) && key.At <= end)
        {
            var action = agenda.Dequeue();
            Now = key.At;
            action();
        }
        Now = end;
    }

    public bool RunUntil(Func<bool> reached, TimeSpan atMost)
    {
        while (!reached() && agenda.TryPeek(out _, out var key) && key.At <= atMost)
        {
            var action = agenda.Dequeue();
            Now = key.At;
            action();
        }
        return reached();
    }
}

/// <summary>One end: keeps the link's timers, and answers its questions about the peer.</summary>
internal sealed class WireEnd(VirtualWire wire, PppSettings settings)
{
    private readonly Dictionary<PppTimer, long> running = [];
    private LinkChecker checker = new();
    private long generation;

    public PppLink Link { get; private set; } = PppLink.Create(settings);

    public List<PppOutput> Log { get; } = [];

    public Func<PeerProof, AuthenticationAnswer> Judge { get; set; } = _ => AuthenticationAnswer.Reject("nobody asked");

    public TimeSpan JudgeTakes { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Every frame that came, and the link as it was then.</summary>
    public List<(PppLink Before, byte[] Frame)> Received { get; } = [];

    public PppDisconnectCause? Cause => Log.OfType<PppOutput.Closed>().LastOrDefault()?.Cause;

    public void LowerUp()
    {
        checker.LowerUp();
        Do(Link.LowerUp(wire.Random));
    }

    public void LowerDown() => Do(Link.LowerDown());

    public void Receive(ReadOnlyMemory<byte> frame)
    {
        Received.Add((Link, frame.ToArray()));
        Do(Link.Receive(frame.Span, wire.Random));
    }

    public void Close(DisconnectReason reason) => Do(Link.Close(reason, wire.Random));

    /// <summary>The node dies, and goes on with what it knew of the open link.</summary>
    public void Restart(PppNegotiated negotiated)
    {
        running.Clear();
        Link = PppLink.Restore(settings, negotiated, wire.Random);
        checker = LinkChecker.Of(Link);
        Do(new PppStep(Link, Link.RunningTimers));
    }

    private void Do(PppStep step)
    {
        Link = step.Link;
        Log.AddRange(step.Outputs);
        foreach (var output in step.Outputs)
            Carry(output);
        checker.Observe(step);
    }

    private void Carry(PppOutput output)
    {
        switch (output)
        {
            case PppOutput.SendFrame send:
                wire.Carry(this, send.Frame);
                break;
            case PppOutput.StartTimer start:
                var mine = running[start.Timer] = ++generation;
                wire.In(start.After, () => Fire(start.Timer, mine));
                break;
            case PppOutput.CancelTimer cancel:
                running.Remove(cancel.Timer);
                break;
            case PppOutput.CheckPeer check:
                var answer = Judge(check.Proof) with { CheckNumber = check.CheckNumber };
                wire.In(JudgeTakes, () => Do(Link.PeerChecked(answer, wire.Random)));
                break;
        }
    }

    private void Fire(PppTimer timer, long mine)
    {
        if (!running.TryGetValue(timer, out var current) || current != mine)
            return;
        running.Remove(timer);
        checker.Fired(timer);
        Do(Link.TimerFired(timer, wire.Random));
    }
}
