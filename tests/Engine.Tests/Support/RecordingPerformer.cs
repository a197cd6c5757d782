using Engine.Tests.Ledger;
using Shared.Messages.Entities;

namespace Engine.Tests.Support;

/// <summary>Notes every effect in the order of its performance.</summary>
public sealed class RecordingPerformer : IEffectPerformer
{
    private readonly List<(EntityId Self, Effect Effect)> performed = [];

    public void Perform(EntityId self, Effect effect)
    {
        if (effect is Report { Text: LedgerKind.Explosive })
            throw new InvalidOperationException("exploded on purpose");
        lock (performed)
            performed.Add((self, effect));
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
