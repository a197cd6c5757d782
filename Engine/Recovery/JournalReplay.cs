using System.Threading.Channels;
using Engine.Journal;
using Engine.Sealing;

namespace Engine.Recovery;

/// <summary>Reads the whole journal into the partitions.</summary>
internal static class JournalReplay
{
    private const int ChunkRecords = 512;
    private const int ChunksAhead = 16;

    /// <param name="partitionOf">Index into <paramref name="replays"/>.</param>
    /// <returns>The number of records, and the epochs that they were sealed in.</returns>
    public static (long Records, HashSet<int> Epochs) RunHere(IJournalStorage storage, IReadOnlyList<StreamReplay> replays,
        Func<StoredRecord, int> partitionOf)
    {
        var seen = new Seen();
        foreach (var record in storage.ReadAll())
        {
            seen.Add(record);
            replays[partitionOf(record)].Take(record);
        }
        return (seen.Records, seen.Epochs);
    }

    /// <summary>The caller reads; one worker for each partition opens, parses and evolves.</summary>
    /// <inheritdoc cref="RunHere"/>
    public static (long Records, HashSet<int> Epochs) RunInParallel(IJournalStorage storage, IReadOnlyList<StreamReplay> replays,
        Func<StoredRecord, int> partitionOf)
    {
        var seen = new Seen();
        var lanes = replays.Select(replay => new Lane(replay)).ToArray();
        try
        {
            foreach (var record in storage.ReadAll())
            {
                seen.Add(record);
                if (!lanes[partitionOf(record)].Add(record))
                    break;
            }
        }
        finally
        {
            foreach (var lane in lanes)
                lane.Complete();
        }
        foreach (var lane in lanes)
            lane.Done.GetAwaiter().GetResult();
        return (seen.Records, seen.Epochs);
    }

    private sealed class Seen
    {
        public long Records { get; private set; }

        public HashSet<int> Epochs { get; } = [];

        public void Add(in StoredRecord record)
        {
            Records++;
            Epochs.Add(RecordOpener.EpochOf(record.Payload));
        }
    }

    private sealed class Lane
    {
        private readonly Channel<List<StoredRecord>> chunks = Channel.CreateBounded<List<StoredRecord>>(
            new BoundedChannelOptions(ChunksAhead) { SingleReader = true, SingleWriter = true });

        private List<StoredRecord> gathering = new(ChunkRecords);

        public Lane(StreamReplay replay) => Done = Task.Run(() => Work(replay));

        public Task Done { get; }

        /// <returns>False when the worker has given up.</returns>
        public bool Add(in StoredRecord record)
        {
            gathering.Add(record);
            return gathering.Count < ChunkRecords || Send();
        }

        public void Complete()
        {
            Send();
            chunks.Writer.TryComplete();
        }

        private bool Send()
        {
            var chunk = gathering;
            gathering = new List<StoredRecord>(ChunkRecords);
            while (!chunks.Writer.TryWrite(chunk))
                if (!chunks.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
                    return false;
            return true;
        }

        private async Task Work(StreamReplay replay)
        {
            try
            {
                await foreach (var chunk in chunks.Reader.ReadAllAsync())
                    foreach (var record in chunk)
                        replay.Take(record);
            }
            finally
            {
                chunks.Writer.TryComplete();
            }
        }
    }
}
