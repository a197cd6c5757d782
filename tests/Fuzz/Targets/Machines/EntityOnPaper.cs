using Google.Protobuf;
using Protocols.L2tp;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Fuzz.Targets.Machines;

/// <summary>One entity in the hands of a host that keeps nothing but its state, and looks at every decision.</summary>
internal sealed class EntityOnPaper(IEntityKind kind, string key, Random random)
{
    public object State { get; private set; } = kind.Initial(key);

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>Timers that run, by name.</summary>
    public SortedDictionary<string, DateTimeOffset> Timers { get; } = new(StringComparer.Ordinal);

    /// <summary>Datagrams sent so far.</summary>
    public List<SendDatagram> Sent { get; } = [];

    public List<RadiusQuestion> Questions { get; } = [];

    public bool IsOver => kind.IsOver(State);

    public void Take(IMessage command) => Apply(kind.Decide(State, command, new Moment(Now, random)));

    /// <summary>The next timer comes due.</summary>
    public void Fire()
    {
        if (Timers.Count == 0)
            return;
        var (name, due) = Timers.MinBy(timer => timer.Value);
        Timers.Remove(name);
        Now = due > Now ? due : Now;
        Take(new TimerFired { Name = name });
    }

    /// <summary>The node dies and comes back: what is durable survives by way of a snapshot's bytes.</summary>
    public void Restart(JournalTail tail = JournalTail.Whole)
    {
        var snapshot = kind.Snapshot(State);
        var read = kind.Journal.Read(kind.Journal.Write(snapshot));
        var restored = kind.Evolve(kind.Initial(key), read!);
        Judge.Same(kind.Snapshot(restored), snapshot, "a snapshot holds all that is durable");
        State = restored;
        Timers.Clear();
        var decision = kind.Resume(State, new Moment(Now, random) { Tail = tail });
        Judge.That(decision.Events.All(happened => happened is ITransientEvent), "resuming journals nothing");
        Apply(decision);
    }

    private void Apply(Decision decision)
    {
        foreach (var happened in decision.Events)
        {
            var read = happened is IMessage durable ? kind.Journal.Read(kind.Journal.Write(durable)) : happened;
            Judge.Same(read, happened, "an event is read as it was written");
            State = kind.Evolve(State, happened);
        }
        foreach (var effect in decision.Effects)
            Look(effect);
    }

    private void Look(Effect effect)
    {
        switch (effect)
        {
            case StartTimer start:
                Judge.That(start.Due >= Now.AddHours(-1), "timers are for times to come");
                Timers[start.Name] = start.Due;
                break;
            case CancelTimer cancel: Timers.Remove(cancel.Name); break;
            case AskRadius ask: Questions.Add(ask.Question); break;
            case SendDatagram send: Look(send); break;
        }
    }

    private void Look(SendDatagram send)
    {
        var octets = send.Payload.Span;
        Judge.Same(L2tpHeader.Parse(octets, out var header), HeaderParse.Parsed, "what we send has a header");
        Judge.That(header.IsControl && header.Length == octets.Length, "a control header of the right length");
        if (header.PayloadLength > 0)
            Judge.That(ControlMessageCodec.Parse(send.Payload[header.HeaderLength..], "tunnel-secret"u8) is ControlMessageParse.Parsed { IgnoredAvps.IsEmpty: true },
                "what we send, we would take");
        Sent.Add(send);
        Judge.That(Sent.Count < 10_000, "an input does not make a flood");
    }
}
