namespace Engine.Scheduling;

/// <summary>Counts what is under way, from the command's arrival until its last effect is performed.</summary>
internal sealed class OpenWork
{
    private readonly Lock gate = new();
    private long count;
    private TaskCompletionSource? idle;

    public void Begin() => Interlocked.Increment(ref count);

    public void End()
    {
        if (Interlocked.Decrement(ref count) == 0)
            Release();
    }

    /// <summary>Completes at a moment when nothing is under way.</summary>
    public Task WhenIdle()
    {
        Task task;
        lock (gate)
            task = (idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        if (Interlocked.Read(ref count) == 0)
            Release();
        return task;
    }

    private void Release()
    {
        lock (gate)
        {
            idle?.SetResult();
            idle = null;
        }
    }
}
