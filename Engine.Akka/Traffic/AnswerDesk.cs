using Akka.Actor;
using Akka.Event;
using Engine.Akka.Entities;
using Engine.Akka.Wire;
using Shared.Messages;

namespace Engine.Akka.Traffic;

/// <summary>Takes the answers to this node's questions, tells other nodes what became of their commands, and finds what could not be delivered.</summary>
internal sealed class AnswerDesk(EntityNode node) : UntypedActor, IWithTimers
{
    public const string Name = "desk";

    /// <summary>A tenth of the time in which a sender may fill its bounds.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>No command is on its way for so long.</summary>
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromSeconds(5);

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters));
        Context.System.EventStream.Subscribe(Self, typeof(MessageRefused));
        Timers.StartPeriodicTimer(Signal.Tell, Signal.Tell, TellEvery);
        Timers.StartPeriodicTimer(Signal.Forget, Signal.Forget, ForgetEvery);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Answer answer:
                node.Questions.Answer(answer);
                break;
            case CommandsDecided decided:
                node.Traffic.Credit(decided.Commands);
                break;
            case Signal.Tell:
                foreach (var (other, commands) in node.Abroad.Take())
                    other.Tell(new CommandsDecided { Commands = commands });
                break;
            case Signal.Forget:
                node.Traffic.ForgetLost();
                break;
            case AllDeadLetters letter:
                OnUndelivered(letter.Message);
                break;
            case MessageRefused:
                node.Metrics.MessageRefused();
                break;
        }
    }

    private void OnUndelivered(object message)
    {
        switch (message)
        {
            case Delivery delivery:
                node.Parts.Observer.CommandLost(delivery.To, delivery.Command.Descriptor.Name);
                delivery.Ticket?.Finished();
                break;
            case PermitGranted permit:
                permit.From.Return();
                break;
            case EntityActor.Alarm:
                node.Traffic.Work.End();
                break;
        }
    }

    private enum Signal
    {
        Tell,
        Forget,
    }
}
