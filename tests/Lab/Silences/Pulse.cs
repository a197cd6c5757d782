namespace Lab.Silences;

/// <summary>
/// How long this process itself stood still: a lab's sites and modems answer on the same threads as this, so a gap that all sites have and that is no
/// longer is the instrument's own. Nor does a machine that gives this one nothing to run on give it to those who are measured.
/// </summary>
public sealed class Pulse : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly Silence silence = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Task beating;

    public Pulse() => beating = BeatAsync();

    public void Begin() => silence.Begin();

    public TimeSpan Longest() => silence.Longest();

    public void Dispose()
    {
        stopping.Cancel();
        beating.Wait();
        stopping.Dispose();
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false)) silence.Heard();
        }
        catch (OperationCanceledException)
        {
            // the lab ends
        }
    }
}
