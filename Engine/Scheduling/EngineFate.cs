namespace Engine.Scheduling;

/// <summary>Whether the engine can still keep its promises. Once it has failed it decides and performs nothing more.</summary>
internal sealed class EngineFate(IEngineObserver observer)
{
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool hasFailed;
    private int isSaid;
    private volatile bool isDraining;

    public bool HasFailed => hasFailed;

    /// <summary>A clean stop is under way: open work ends, no timer fires and no command comes in any more.</summary>
    public bool IsDraining => isDraining;

    public Task Failed => failed.Task;

    public void Drain() => isDraining = true;

    public void Stalled(Exception? cause, TimeSpan since) => observer.JournalStalled(cause, since);

    public void StopCutShort(Exception cause) => observer.StopCutShort(cause);

    public void Fail(Exception cause)
    {
        hasFailed = true;
        if (Interlocked.Exchange(ref isSaid, 1) != 0)
            return;
        try
        {
            // before anybody hears of it who may end the process
            observer.Failed(cause);
        }
        finally
        {
            failed.TrySetException(cause);
        }
    }
}
