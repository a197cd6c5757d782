using System.Collections.Concurrent;
using Google.Protobuf;

namespace Engine.Akka.Traffic;

/// <summary>Who on this node waits for which answer.</summary>
internal sealed class Questions
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<IMessage>> open = new();
    private long last;

    public (long Number, Task<IMessage> Answer) Ask()
    {
        var number = Interlocked.Increment(ref last);
        var answer = new TaskCompletionSource<IMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        open[number] = answer;
        return (number, answer.Task);
    }

    public void Answer(Answer answer)
    {
        if (open.TryRemove(answer.Question, out var waiting))
            waiting.TrySetResult(answer.Message);
    }

    public void Forget(long number) => open.TryRemove(number, out _);
}
