using System.Collections.Concurrent;
using Lab.Scene;
using Lab.Silences;

namespace Interop.Tests.Standby;

/// <summary>Pings all sites in turn, all the time, and measures for how long nothing came back.</summary>
public sealed class Probe : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly LabScene scene;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<long?> answers = new();
    private readonly Pulse pulse = new();
    private readonly Task sending;

    private Probe(LabScene scene)
    {
        this.scene = scene;
        sending = Task.Factory.StartNew(Send, TaskCreationOptions.LongRunning);
    }

    public int Sent => answers.Count;

    public int Lost => answers.Count(answer => answer is null);

    /// <returns>Once answers come in steadily.</returns>
    public static async Task<Probe> StartAsync(LabScene scene)
    {
        var probe = new Probe(scene);
        await probe.Answers(20);
        return probe;
    }

    /// <summary>Waits for so many answers more, then for the end of everything that was sent.</summary>
    /// <returns>The longest time between two answers, and the longest for which this process itself stood still.</returns>
    public async Task<(TimeSpan Longest, TimeSpan Own)> Gap()
    {
        await Answers(20);
        var own = pulse.Longest();
        await DisposeAsync();
        var times = answers.OfType<long>().Order().ToList();
        return (times.Zip(times.Skip(1), TimeProvider.System.GetElapsedTime).Max(), own);
    }

    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested) return;
        await stop.CancelAsync();
        await sending;
        pulse.Dispose();
    }

    private async Task Answers(int more)
    {
        for (var wanted = answers.OfType<long>().Count() + more; answers.OfType<long>().Count() < wanted;)
            await Task.Delay(Interval);
    }

    /// <summary>On a thread of its own: the socket blocks while its reader has ten packets waiting.</summary>
    private void Send()
    {
        var open = new List<Task>();
        for (ushort sequence = 1000; !stop.IsCancellationRequested; sequence++)
        {
            open.Add(Note(scene.Home!.Ping(scene.Sites[sequence % scene.Sites.Count].Target, sequence, Patience)));
            stop.Token.WaitHandle.WaitOne(Interval);
        }
        Task.WaitAll([.. open]);
    }

    private async Task Note(Task<TimeSpan?> ping) => answers.Enqueue(await ping is null ? null : TimeProvider.System.GetTimestamp());
}
