using System.Text.Json;

namespace Interop.Tests.Support;

/// <summary>What a node has logged so far, and a way to wait for a line instead of for a time.</summary>
public sealed class NodeLog
{
    private readonly Lock gate = new();
    private readonly List<LogLine> lines = [];
    private readonly List<(Func<LogLine, bool> Wanted, TaskCompletionSource<LogLine> Found)> waiting = [];

    public IReadOnlyList<LogLine> Lines { get { lock (gate) return [.. lines]; } }

    /// <summary>Lines so far: where a later wait begins.</summary>
    public int Mark { get { lock (gate) return lines.Count; } }

    public void Take(JsonElement line)
    {
        var taken = new LogLine(line.Clone());
        lock (gate)
        {
            lines.Add(taken);
            foreach (var (wanted, found) in waiting)
                if (wanted(taken)) found.TrySetResult(taken);
            waiting.RemoveAll(waiter => waiter.Found.Task.IsCompleted);
        }
    }

    /// <param name="from">A <see cref="Mark"/>: lines before it don't count.</param>
    /// <exception cref="TimeoutException">No such line; the message shows what came instead.</exception>
    public async Task<LogLine> WaitFor(string what, Func<LogLine, bool> wanted, int seconds = Patience.Seconds, int from = 0)
    {
        var found = new TaskCompletionSource<LogLine>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (lines.Skip(from).FirstOrDefault(wanted) is { } there) return there;
            waiting.Add((wanted, found));
        }
        try
        {
            return await found.Task.WaitAsync(TimeSpan.FromSeconds(seconds));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"no {what} within {seconds} s; the last lines:\n{string.Join('\n', Lines.TakeLast(25))}");
        }
    }
}
