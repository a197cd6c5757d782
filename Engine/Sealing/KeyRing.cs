using Engine.Journal;

namespace Engine.Sealing;

/// <summary>Brings a journal's epochs and the keys of the key file together.</summary>
internal sealed class KeyRing
{
    private readonly Dictionary<int, (SealingEpoch Epoch, JournalKey Key)> epochs = [];

    /// <exception cref="JournalUnavailableException">An epoch's key is not among <paramref name="keys"/>.</exception>
    public KeyRing(string path, IReadOnlyList<JournalKey> keys, IReadOnlyList<SealingEpoch> epochs)
    {
        Current = keys[0];
        foreach (var epoch in epochs)
        {
            var key = keys.FirstOrDefault(k => k.Id == epoch.KeyId) ?? throw new JournalUnavailableException(path,
                $"the key file holds the wrong key: the journal was sealed with key {epoch.KeyId:x16}, the file has {Names(keys)}");
            this.epochs.Add(epoch.Number, (epoch, key));
        }
    }

    /// <summary>Seals what is written from now on.</summary>
    public JournalKey Current { get; }

    public bool IsCurrent(int epoch) => epochs.TryGetValue(epoch, out var known) && known.Key == Current;

    public RecordOpener Opener() => new(epochs.Values);

    public SealingEpoch NextEpoch() => SealingEpoch.Draw(epochs.Keys.DefaultIfEmpty(0).Max() + 1, Current);

    private static string Names(IEnumerable<JournalKey> keys) => string.Join(", ", keys.Select(key => $"{key.Id:x16}"));
}
