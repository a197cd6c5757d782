using Lns.Node.DialOut;
using Lns.Node.Forwarding;
using Lns.Node.LocalUsers;
using Lns.Node.Radius;
using Node.Common.Logging;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lns.Node.Composition;

/// <summary>The LNS's hands: each effect goes to the part that performs it, and what comes of it goes back to the entity.</summary>
internal sealed class LnsHands(Forwarder forwarder, RadiusGateway gateway, LocalUserList users, LimitedReports reports) : IEffectPerformer
{
    /// <summary>Set before the engine starts: answers are told to it.</summary>
    public IEntityHost Host { get; set; } = null!;

    /// <inheritdoc cref="Host"/>
    public ConnectingGate Gate { get; set; } = null!;

    public void Perform(EntityId self, Effect effect)
    {
        switch (effect)
        {
            case SendDatagram send: forwarder.Send(send.Local, send.Peer, send.Payload.Span); break;
            case SendPppFrame frame: forwarder.SendFrame(frame.Key, frame.Frame.Span); break;
            case AskRadius ask: Ask(self, ask.Question); break;
            case WriteAccounting write: Account(self, write.Record); break;
            case InstallForwarding install: Install(self, install.Entry); break;
            case RemoveForwarding remove: forwarder.Remove(remove.Key); break;
            case AskTraffic ask: AnswerTraffic(self, ask); break;
            case ForwardPackets packets:
                foreach (var packet in packets.Packets) forwarder.Forward(packets.VirtualRouter, packet.Span);
                break;
            case RetakeSlot: Gate.Retake(self); break;
            case AwaitSlot: Gate.Await(self); break;
            case ReleaseSlot: Gate.Release(self); break;
            case Report report: reports.Write(self, report); break;
            default: throw new InvalidOperationException($"an LNS cannot perform {effect.GetType().Name}");
        }
    }

    private void Ask(EntityId self, RadiusQuestion question)
    {
        if (question.Group == LocalUserList.Group)
            Host.Tell(self, users.Answer(question));
        else
            gateway.Ask(question, answer => Host.Tell(self, answer));
    }

    /// <summary>Without a server to take it the record is the log's.</summary>
    private void Account(EntityId self, AccountingRecord record)
    {
        if (record.Group == LocalUserList.Group)
            Host.Tell(self, new AccountingConfirmed { RecordId = record.RecordId });
        else
            gateway.Account(record, confirmed => Host.Tell(self, confirmed));
    }

    private void Install(EntityId self, ForwardingEntry entry)
    {
        var outcome = forwarder.Install(entry);
        if (outcome != InstallOutcome.Installed)
            reports.Write(self, new Report(Milestone.UnexpectedMessage, $"forwarding entry not installed: {outcome}"));
    }

    private void AnswerTraffic(EntityId self, AskTraffic ask) => Host.Tell(self, new TrafficReport
    {
        SessionId = ask.Key.LocalSessionId,
        Purpose = ask.Purpose,
        Counters = forwarder.Read(ask.Key) ?? new TrafficCounters(),
    });
}
