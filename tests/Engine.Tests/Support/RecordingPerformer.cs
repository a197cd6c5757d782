using Engine.Tests.Ledger;
using Shared.Messages.Entities;

namespace Engine.Tests.Support;

/// <summary>Notes every effect in the order of its performance.</summary>
public sealed class RecordingPerformer : IEffectPerformer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<(EntityId Self, Effect Effect)> performed = [];
    private readonly List<(Func<bool> IsSo, TaskCompletionSource Reached)> waiting = [];

    public void Perform(EntityId self, Effect effect)
    {
        if (effect is Report { Text: LedgerKind.Explosive })
            throw new InvalidOperationException("exploded on purpose");
        lock (performed)
        {
            performed.Add((self, effect));
            foreach (var (_, reached) in waiting.Where(one => one.IsSo()))
                reached.TrySetResult();
        }
    }

    /// <summary>Completes as soon as the texts of the reports of one entity are so.</summary>
    public Task Until(EntityId self, Predicate<IReadOnlyList<string>> isSo)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (performed)
        {
            if (isSo(TextsOf(self)))
                return Task.CompletedTask;
            waiting.Add((() => isSo(TextsOf(self)), reached));
        }
        return reached.Task.WaitAsync(Patience);
    }

    /// <summary>The texts of the reports of one entity.</summary>
    public IReadOnlyList<string> TextsOf(EntityId self)
    {
        lock (performed)
            return [.. performed.Where(p => p.Self == self).Select(p => ((Report)p.Effect).Text)];
    }

    public IReadOnlyList<string> AllTexts()
    {
        lock (performed)
            return [.. performed.Select(p => ((Report)p.Effect).Text)];
    }

    public void Clear()
    {
        lock (performed)
            performed.Clear();
    }
}
