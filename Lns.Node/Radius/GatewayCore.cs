using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Protocols.Radius;
using Shared.Messages;

namespace Lns.Node.Radius;

/// <summary>
/// The gateway without sockets, threads and clock: one caller at a time tells it what happened and when; it answers by sending through its
/// source ports and by calling back.
/// </summary>
internal sealed class GatewayCore
{
    private readonly RadiusGatewaySettings settings;
    private readonly Dictionary<string, GroupState> groups;
    private readonly Random random;
    private readonly ILogger logger;
    private readonly Transmitter transmitter;
    private readonly HealthKeeper health;
    private readonly DeadlineQueue deadlines = new();
    private readonly GatewayCounters counters;
    private int openQuestions;

    public GatewayCore(RadiusGatewaySettings settings, IEnumerable<RadiusGroupSettings> groups, ISourcePorts ports, Random random,
        ILogger logger, GatewayCounters counters)
    {
        this.settings = settings;
        this.groups = groups.ToDictionary(group => group.Name, group => new GroupState(group, settings.MaximumSourcePortsPerServer));
        this.random = random;
        this.logger = logger;
        this.counters = counters;
        transmitter = new(ports, random, counters);
        health = new(settings, deadlines, logger, counters);
    }

    public TimeSpan? NextDue => deadlines.NextDue;

    public IEnumerable<ServerPort> Servers => groups.Values.SelectMany(group => group.Authentication.Concat(group.Accounting));

    /// <param name="answer">Called exactly once, unless the gateway is stopped before.</param>
    public void Ask(RadiusQuestion question, Action<RadiusAnswer> answer, GatewayTime now)
    {
        counters.Add(GatewayCount.Questions);
        if (!groups.TryGetValue(question.Group, out var group))
        {
            GiveNoAnswer(question, answer, $"there is no RADIUS group '{question.Group}'");
            return;
        }
        if (group.Authentication.IsEmpty || openQuestions >= settings.MaximumQuestions)
        {
            GiveNoAnswer(question, answer, group.Authentication.IsEmpty
                ? $"RADIUS group '{question.Group}' has no server for authentication"
                : $"{openQuestions} questions are waiting already");
            return;
        }
        if (QuestionAttributes.From(question.Attributes, group.Settings, out var reason) is not { } attributes)
        {
            GatewayLog.Unsendable(logger, question.Correlation, reason);
            GiveNoAnswer(question, answer, reason);
            return;
        }
        QuestionAttributes.AddPortType(attributes);
        openQuestions++;
        Begin(new QuestionExchange(group, question, attributes, answer), group.QuestionSchedule, now);
    }

    /// <param name="confirmed">Called once a server has taken the record; at once where the group has no server for accounting.</param>
    public void Account(AccountingRecord record, Action<AccountingConfirmed> confirmed, GatewayTime now)
    {
        if (!groups.TryGetValue(record.Group, out var group) || group.Accounting.IsEmpty)
        {
            Call(confirmed, new AccountingConfirmed { RecordId = record.RecordId });
            return;
        }
        if (group.Records.TryGetValue(record.RecordId, out var known))
        {
            known.Confirmed.Add(confirmed);
            return;
        }
        counters.Add(GatewayCount.Records);
        if (QuestionAttributes.From(record.Attributes, group.Settings, out var reason) is not { } attributes)
        {
            DropRecord(record, confirmed, reason);
            return;
        }
        QuestionAttributes.AddPortType(attributes);
        QuestionAttributes.AddEventTime(attributes, record.EventUnixMs);
        var exchange = new RecordExchange(group, record, attributes, confirmed);
        group.Records.Add(record.RecordId, exchange);
        group.Backlog.Enqueue(exchange);
        BeginWaitingRecords(group, now);
    }

    /// <summary>A datagram has come in on a source port.</summary>
    public void Receive(IdentifierTable identifiers, ReadOnlyMemory<byte> datagram, GatewayTime now)
    {
        var server = identifiers.Server;
        if (datagram.Length < RadiusLimits.HeaderLength)
        {
            Complain(server, RadiusReading.Malformed(RadiusFault.TooShort), now);
            return;
        }
        if (identifiers[datagram.Span[1]] is not { } attempt)
        {
            counters.Add(GatewayCount.UnknownIdentifiers);
            return;
        }
        var reading = ResponseReader.Read(datagram.Span, attempt.Pending);
        if (reading.Packet is { } packet)
        {
            health.Answered(server, now);
            server.Window.Answered();
            Complete(attempt.Exchange, packet, now);
            return;
        }
        attempt.Exchange.Troubles[server] = reading.IsSecretMismatch
            ? $"its answers do not verify with secret '{server.Settings.SecretName}'"
            : $"its answers are discarded ({reading})";
        Complain(server, reading, now);
    }

    /// <summary>The system says that nobody listens at the server's port, or that there is no way to it.</summary>
    public void Refused(IdentifierTable identifiers, string reason, GatewayTime now)
    {
        var server = identifiers.Server;
        health.Refused(server, reason, now);
        foreach (var exchange in identifiers.InUse.Select(attempt => attempt.Exchange).Distinct().ToList())
        {
            if (exchange.IsOver)
                continue;
            exchange.Troubles[server] = reason;
            if (exchange.Walk is { } walk && exchange.Servers[walk.Server] == server)
                Follow(exchange, walk.Refused(now.Uptime - exchange.Began, random), now);
        }
    }

    /// <summary>Time has passed: everything that is due happens.</summary>
    public void Tick(GatewayTime now)
    {
        while (deadlines.TryTake(now.Uptime, out var exchange, out var trial))
        {
            if (trial is not null)
                Try(trial, now);
            else if (exchange is ProbeExchange probe)
                Finish(probe, now);
            else if (exchange?.Walk is { } walk)
                TimedOut(exchange, walk, now);
        }
    }

    private void Begin(Exchange exchange, RetransmissionSchedule schedule, GatewayTime now)
    {
        exchange.Began = exchange.VisitBegan = now.Uptime;
        var step = ServerWalk.Begin(schedule, exchange.Group.TransmissionsPerVisit, GroupState.Order(exchange.Servers), random);
        health.Chosen(exchange.Servers[step.Walk.Server], now);
        Send(exchange, step, now);
    }

    private void TimedOut(Exchange exchange, ServerWalk walk, GatewayTime now)
    {
        var server = exchange.Servers[walk.Server];
        if (exchange.WasSentTo(server))
            server.Window.TimedOut(now.Uptime, walk.Schedule.InitialTimeout);
        Follow(exchange, walk.TimedOut(now.Uptime - exchange.Began, random), now);
    }

    private void Follow(Exchange exchange, WalkStep step, GatewayTime now)
    {
        if (step.Action == WalkAction.Stay)
            return;
        if (step.Action != WalkAction.SendAgain)
            EndVisit(exchange, now);
        if (step.Action == WalkAction.GiveUp)
            GiveUp(exchange, now);
        else
            Send(exchange, step, now);
    }

    private void EndVisit(Exchange exchange, GatewayTime now)
    {
        var server = exchange.Servers[exchange.Walk!.Server];
        if (!exchange.WasSentTo(server))
            exchange.Troubles.TryAdd(server, "too many requests are open towards it already");
        else if (server.LastAnswer < exchange.VisitBegan)
            health.Silent(server, now);
        exchange.Troubles.TryAdd(server, TroubleText.Silent);
        exchange.VisitBegan = now.Uptime;
        if (exchange is RecordExchange record && exchange.Walk.Visited == exchange.Servers.Count)
            ReportWaitingRecords(record, server, now);
    }

    private void Send(Exchange exchange, WalkStep step, GatewayTime now)
    {
        exchange.Walk = step.Walk;
        deadlines.Set(exchange, now.Uptime + step.Wait);
        SendTo(exchange, exchange.Servers[step.Walk.Server], now);
    }

    private SendOutcome SendTo(Exchange exchange, ServerPort server, GatewayTime now)
    {
        var outcome = transmitter.TrySend(exchange, server, now);
        if (outcome == SendOutcome.Unwritable)
            Abandon(exchange, now);
        if (outcome != SendOutcome.Sent)
            return outcome;
        if (exchange.Attempts.Count > Transmitter.MaximumOpenAttempts)
        {
            var oldest = exchange.Attempts[0];
            exchange.Attempts.RemoveAt(0);
            Release(oldest, now);
        }
        return outcome;
    }

    private void Release(Attempt attempt, GatewayTime now)
    {
        attempt.Server.Release(attempt.Port, attempt.Identifiers, attempt.Pending.Identifier);
        while (attempt.Server.Window.HasRoom && attempt.Server.Waiting.TryDequeue(out var next))
        {
            // it may have moved on since, be over, or have waited twice
            if (next.IsOver || next.WasSentTo(attempt.Server) || next.Walk is not { } walk || next.Servers[walk.Server] != attempt.Server)
                continue;
            if (SendTo(next, attempt.Server, now) == SendOutcome.Waits)
                return;
        }
    }

    private void Complete(Exchange exchange, RadiusPacket packet, GatewayTime now)
    {
        Finish(exchange, now);
        switch (exchange)
        {
            case QuestionExchange question:
                counters.Add(packet.Code switch
                {
                    RadiusCode.AccessAccept => GatewayCount.Accepts,
                    RadiusCode.AccessChallenge => GatewayCount.Challenges,
                    _ => GatewayCount.Rejects,
                });
                Call(question.Answer, QuestionAttributes.Answer(question.Question.Correlation, packet));
                break;
            case RecordExchange record:
                counters.Add(GatewayCount.RecordsConfirmed);
                Confirm(record);
                break;
        }
    }

    private void GiveUp(Exchange exchange, GatewayTime now)
    {
        Finish(exchange, now);
        if (exchange is QuestionExchange question)
            GiveNoAnswer(question.Question, question.Answer, TroubleText.Of(question));
    }

    /// <summary>An attribute is longer than an attribute can be: no server will ever see it.</summary>
    private void Abandon(Exchange exchange, GatewayTime now)
    {
        const string Reason = "an attribute or the whole packet is too long";
        Finish(exchange, now);
        if (exchange is QuestionExchange question)
        {
            GatewayLog.Unsendable(logger, question.Question.Correlation, Reason);
            GiveNoAnswer(question.Question, question.Answer, Reason);
        }
        else if (exchange is RecordExchange record)
        {
            GatewayLog.Unsendable(logger, record.Record.RecordId, Reason);
            Confirm(record);
        }
    }

    private void Finish(Exchange exchange, GatewayTime now)
    {
        Debug.Assert(!exchange.IsOver);
        exchange.IsOver = true;
        foreach (var attempt in exchange.Attempts)
            Release(attempt, now);
        exchange.Attempts.Clear();
        if (exchange is QuestionExchange)
            openQuestions--;
        if (exchange is not RecordExchange record)
            return;
        exchange.Group.Records.Remove(record.Record.RecordId);
        exchange.Group.RecordsInFlight--;
        BeginWaitingRecords(exchange.Group, now);
    }

    private void BeginWaitingRecords(GroupState group, GatewayTime now)
    {
        while (group.RecordsInFlight < settings.MaximumAccountingInFlight && group.Backlog.TryDequeue(out var record))
        {
            group.RecordsInFlight++;
            Begin(record, group.RecordSchedule, now);
        }
    }

    private void Try(ServerPort server, GatewayTime now)
    {
        if (!health.IsProbeWanted(server, now))
            return;
        var group = groups[server.Group];
        List<RadiusAttributeValue> attributes = [];
        QuestionAttributes.AddNas(attributes, group.Settings);
        var probe = new ProbeExchange(group, server, attributes) { Began = now.Uptime };
        deadlines.Set(probe, now.Uptime + TimeSpan.FromSeconds(settings.DeadServerTrialSeconds));
        SendTo(probe, server, now);
    }

    private void Complain(ServerPort server, RadiusReading reading, GatewayTime now)
    {
        counters.Add(reading.IsSecretMismatch ? GatewayCount.SecretMismatches : GatewayCount.MalformedAnswers);
        if (server.Complaints.ShouldLog(reading.Fault, now.Uptime, TimeSpan.FromSeconds(settings.ComplaintIntervalSeconds)) is not { } count)
            return;
        if (reading.IsSecretMismatch)
            GatewayLog.SecretMismatch(logger, server.Settings.Name, server.EndPoint, server.Settings.SecretName, count);
        else if (reading.Fault == RadiusFault.MessageAuthenticatorMissing)
            GatewayLog.MessageAuthenticatorMissing(logger, server.Settings.Name, server.EndPoint, count);
        else
            GatewayLog.MalformedAnswer(logger, server.Settings.Name, server.EndPoint, count, reading);
    }

    private void ReportWaitingRecords(RecordExchange record, ServerPort server, GatewayTime now)
    {
        // under a fault of its own kind, so that other complaints about the server are logged too
        var interval = TimeSpan.FromSeconds(settings.ComplaintIntervalSeconds);
        if (server.Complaints.ShouldLog(RadiusFault.None, now.Uptime, interval) is null)
            return;
        var seconds = (now.Wall.ToUnixTimeMilliseconds() - record.Record.EventUnixMs) / 1000;
        GatewayLog.AccountingWaits(logger, record.Group.Settings.Name, record.Group.Records.Count, seconds);
    }

    private void DropRecord(AccountingRecord record, Action<AccountingConfirmed> confirmed, string reason)
    {
        GatewayLog.Unsendable(logger, record.RecordId, reason);
        Call(confirmed, new AccountingConfirmed { RecordId = record.RecordId });
    }

    private void Confirm(RecordExchange record)
    {
        foreach (var confirmed in record.Confirmed)
            Call(confirmed, new AccountingConfirmed { RecordId = record.Record.RecordId });
    }

    private void GiveNoAnswer(RadiusQuestion question, Action<RadiusAnswer> answer, string text)
    {
        counters.Add(GatewayCount.NoAnswers);
        GatewayLog.NoAnswer(logger, question.Correlation, question.Group, text);
        Call(answer, new RadiusAnswer { Correlation = question.Correlation, Outcome = RadiusOutcome.NoAnswer, Text = text });
    }

    /// <summary>A receiver that fails must not take the gateway with it.</summary>
    private void Call<T>(Action<T> receiver, T message)
    {
        try
        {
            receiver(message);
        }
        catch (Exception exception)
        {
            GatewayLog.ReceiverFailed(logger, exception);
        }
    }
}
