using System.Collections.Concurrent;
using System.Text;
using Akka.Actor;
using Google.Protobuf;
using Shared.Messages;

namespace Engine.Akka.Members;

/// <summary>This node among the others: answers what they ask, asks them, and hears and tells of free lines. Outlives actor systems.</summary>
/// <param name="answer">Answers a line of another node, as the operations socket does; must not throw.</param>
public sealed class MemberDesk(Func<string, CancellationToken, Task<string>> answer)
{
    private readonly ConcurrentDictionary<ulong, Question> questions = new();
    private volatile ActorSystem? system;
    private volatile IActorRef desk = ActorRefs.Nobody;
    private ulong lastNumber;

    /// <summary>A LAC has told of its free lines. On an actor's thread.</summary>
    public event Action<LineReport>? LinesReported;

    /// <summary>Empty while there is no actor system.</summary>
    public IReadOnlyList<ClusterMember> Members => system is { } running ? MemberList.Of(running) : [];

    /// <summary>Begins to be reachable through a new actor system, in the place of the last.</summary>
    public void Open(ActorSystem started)
    {
        desk = started.ActorOf(Props.Create(() => new NodeDesk(this)), NodeDesk.Name);
        system = started;
    }

    /// <exception cref="TimeoutException">It is no member, or did not answer.</exception>
    public async Task<string> AskAsync(string node, string line, TimeSpan patience, CancellationToken cancellation)
    {
        if (system is not { } running || MemberList.AddressOf(running, node) is not { } address)
            throw new TimeoutException($"{node} is no member");
        var number = Interlocked.Increment(ref lastNumber);
        var question = questions[number] = new Question();
        try
        {
            Send(running, address, new NodeMessage { Request = new NodeRequest { Number = number, Line = line } });
            return await question.Answer.WaitAsync(patience, cancellation).ConfigureAwait(false);
        }
        finally
        {
            questions.TryRemove(number, out _);
        }
    }

    /// <summary>Tells every LNS; one that misses it hears the next.</summary>
    public void Report(LineReport lines)
    {
        if (system is not { } running)
            return;
        foreach (var address in MemberList.AddressesOf(running, ClusterRoles.Lns))
            Send(running, address, new NodeMessage { Lines = lines });
    }

    /// <summary>Completes when the actor system has done something; at once while there is none, as after the node was downed.</summary>
    public Task PingAsync(CancellationToken cancellation) => system is { WhenTerminated.IsCompleted: false }
        ? desk.Ask<ActorIdentity>(new Identify(null), cancellation) : Task.CompletedTask;

    internal Task<string> AnswerAsync(string line) => answer(line, CancellationToken.None);

    internal void Arrived(NodeAnswer part)
    {
        if (questions.TryGetValue(part.Number, out var question))
            question.Take(part);
    }

    internal void Reported(LineReport lines) => LinesReported?.Invoke(lines);

    private void Send(ActorSystem running, Address address, NodeMessage message) =>
        running.ActorSelection(new RootActorPath(address) / "user" / NodeDesk.Name).Tell(message.ToByteArray(), desk);

    /// <summary>Parts come in order, from one actor to another; one that is missing lets the question time out.</summary>
    private sealed class Question
    {
        private readonly TaskCompletionSource<string> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly MemoryStream text = new();
        private uint next;

        public Task<string> Answer => answer.Task;

        public void Take(NodeAnswer part)
        {
            if (part.Part != next)
                return;
            next++;
            part.Text.WriteTo(text);
            if (next == part.Parts)
                answer.TrySetResult(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
        }
    }
}
