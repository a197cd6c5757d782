using Engine.Journal;
using Engine.Sealing;

namespace Engine.Tests.Support;

/// <summary>A storage whose commits the test holds, lets go, or lets fail.</summary>
public sealed class HeldStorage(IJournalStorage inner) : IJournalStorage
{
    private readonly ManualResetEventSlim open = new(initialState: true);
    private TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isDead;

    public string Path => inner.Path;

    public long Position => inner.Position;

    public IReadOnlyList<SealingEpoch> Epochs => inner.Epochs;

    /// <summary>Decisions of each commit that was made.</summary>
    public List<int> CommitSizes { get; } = [];

    /// <summary>Thrown instead of the next commits while it is set.</summary>
    public Func<Exception?> NextFailure { get; set; } = () => null;

    public Task IsHeld => held.Task;

    public void Hold()
    {
        held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open.Reset();
    }

    public void Release() => open.Set();

    /// <summary>The machine is gone: what is held never reaches the disk.</summary>
    public void Die()
    {
        isDead = true;
        open.Set();
    }

    public void BeginEpoch(SealingEpoch epoch, IReadOnlyCollection<int> retired) => inner.BeginEpoch(epoch, retired);

    public void CutTail(long position) => inner.CutTail(position);

    public IEnumerable<StoredRecord> ReadAll() => inner.ReadAll();

    public void Commit(IReadOnlyList<StreamWrite> batch)
    {
        if (!open.IsSet)
            held.TrySetResult();
        open.Wait();
        if (isDead)
            throw new JournalUnavailableException(Path, "died for a test");
        if (NextFailure() is { } failure)
            throw failure;
        inner.Commit(batch);
        lock (CommitSizes)
            CommitSizes.Add(batch.Count);
    }

    public void Dispose() => inner.Dispose();
}
