using Engine.Akka.Forwarding.Table;
using Shared.Messages;
using Shared.Messages.Forwarding;

namespace Engine.Akka.Forwarding.Counting;

/// <summary>
/// Asks all forwarders what they have carried of a session, for a bounded time, and tells them from time to time what this one has. Not
/// for several threads at once.
/// </summary>
/// <param name="node">This machine's name, which stays the same over restarts as its counters do.</param>
/// <param name="isLive">Whether the table has the session's row: of others nothing is kept.</param>
internal sealed class TrafficDesk(string node, IForwardingRows rows, Func<ForwardingKey, bool> isLive)
{
    /// <summary>Between two reports: what a machine that dies takes with it at most.</summary>
    public const long NewsMs = 10_000;

    /// <summary>For answers; the entity that asks is told within a second.</summary>
    public const long PatienceMs = 500;

    /// <summary>Questions that wait for answers; one more is answered with what is known.</summary>
    public const int OpenQuestions = 4_096;

    /// <summary>The clock of counters ticks in tenths of a second, and a count may still be under way when it is read.</summary>
    private const long OverlapMs = 500;

    private readonly TrafficLedger ledger = new();
    private readonly Dictionary<ulong, Question> questions = [];
    private ulong lastNumber;
    private long newsUnixMs;

    public int Open => questions.Count;

    /// <param name="reachable">Who is to be waited for.</param>
    /// <returns>What to send to all of them; null: there is nothing to ask, and the answer was given.</returns>
    public TrafficMessage? Ask(ForwardingKey session, IReadOnlyCollection<string> reachable, Action<TrafficCounters> answer, long nowUnixMs)
    {
        var question = new Question(RowKey.Of(session), session, answer, [.. reachable], nowUnixMs);
        if (reachable.Count == 0 || questions.Count >= OpenQuestions)
        {
            Conclude(question);
            return null;
        }
        questions.Add(++lastNumber, question);
        return new TrafficMessage { Question = new TrafficQuestion { Number = lastNumber, Session = session } };
    }

    /// <returns>What to answer; null: nothing.</returns>
    public TrafficMessage? Receive(string from, TrafficMessage message)
    {
        switch (message.BodyCase)
        {
            case TrafficMessage.BodyOneofCase.News:
                foreach (var session in message.News.Sessions) Note(session);
                return null;
            case TrafficMessage.BodyOneofCase.Question when message.Question.Session is { } session:
                return new TrafficMessage { Answer = new TrafficAnswer { Number = message.Question.Number, Traffic = Known(session) } };
            case TrafficMessage.BodyOneofCase.Answer when message.Answer.Traffic is { } traffic:
                if (questions.TryGetValue(message.Answer.Number, out var question)) OnAnswer(from, message.Answer.Number, question, traffic);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Answers with what is known where somebody was silent for too long.</summary>
    public void Tick(long nowUnixMs)
    {
        foreach (var (number, question) in questions.Where(question => nowUnixMs - question.Value.AskedUnixMs >= PatienceMs).ToList())
        {
            questions.Remove(number);
            Conclude(question);
        }
    }

    /// <summary>Nobody waits any more for a node that is not there.</summary>
    public void MemberGone(string member)
    {
        foreach (var (number, question) in questions.ToList())
            Heard(number, question, member);
    }

    /// <summary>What this node has carried since it last said so; empty while it is not time.</summary>
    public IReadOnlyList<TrafficMessage> TakeNews(long nowUnixMs)
    {
        if (nowUnixMs - newsUnixMs < NewsMs) return [];
        var since = newsUnixMs - OverlapMs;
        newsUnixMs = nowUnixMs;
        var messages = new List<TrafficMessage>();
        var news = new TrafficNews();
        var octets = 0;
        foreach (var carried in rows.CarriedSince(since))
        {
            var session = new SessionTraffic { Session = carried.Session, Nodes = { Own(carried) } };
            octets += session.CalculateSize() + ChangeLog.FramingOctets;
            if (octets > TableLimits.MessageOctets)
            {
                messages.Add(new TrafficMessage { News = news });
                (news, octets) = (new TrafficNews(), session.CalculateSize() + ChangeLog.FramingOctets);
            }
            news.Sessions.Add(session);
        }
        if (news.Sessions.Count > 0) messages.Add(new TrafficMessage { News = news });
        return messages;
    }

    /// <summary>The session's row has gone.</summary>
    public void Forget(ForwardingKey session) => ledger.Forget(RowKey.Of(session));

    private void OnAnswer(string from, ulong number, Question question, SessionTraffic traffic)
    {
        var isKept = isLive(question.Session);
        foreach (var count in traffic.Nodes)
        {
            question.Told.Note(question.Key, count);
            if (isKept) ledger.Note(question.Key, count);
        }
        Heard(number, question, from);
    }

    private void Heard(ulong number, Question question, string from)
    {
        if (!question.Awaited.Remove(from) || question.Awaited.Count > 0) return;
        questions.Remove(number);
        Conclude(question);
    }

    private void Conclude(Question question)
    {
        foreach (var count in ledger.Of(question.Key)) question.Told.Note(question.Key, count);
        if (rows.Carried(question.Session) is { } carried) question.Told.Note(question.Key, Own(carried));
        question.Answer(question.Told.Total(question.Key));
    }

    private void Note(SessionTraffic session)
    {
        if (session.Session is null || !isLive(session.Session)) return;
        foreach (var count in session.Nodes) ledger.Note(RowKey.Of(session.Session), count);
    }

    private SessionTraffic Known(ForwardingKey session)
    {
        var known = new SessionTraffic { Session = session };
        var own = rows.Carried(session);
        if (own is not null) known.Nodes.Add(Own(own));
        known.Nodes.AddRange(ledger.Of(RowKey.Of(session)).Where(count => count.Node != node || count.Incarnation != own?.Incarnation));
        return known;
    }

    private NodeTraffic Own(CarriedTraffic carried) => new() { Node = node, Incarnation = carried.Incarnation, Totals = carried.Totals };

    private sealed record Question(RowKey Key, ForwardingKey Session, Action<TrafficCounters> Answer, HashSet<string> Awaited, long AskedUnixMs)
    {
        public TrafficLedger Told { get; } = new();
    }
}
