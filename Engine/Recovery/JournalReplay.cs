using System.Threading.Channels;
using Engine.Journal;

namespace Engine.Recovery;

/// <summary>Reads the whole journal: one reader for the file, one worker a partition for opening, parsing and evolving.</summary>
internal static class JournalReplay
{
    private const int ChunkRecords = 512;
    private const int ChunksAhead = 16;

    /// <param name="partitionOf">Index into <paramref name="replays"/>.</param>
    /// <returns>Records read, and those of each epoch's number that were seen.</returns>
    public static (long Records, HashSet<int> Epochs) Run(IJournalStorage storage, IReadOnlyList<StreamReplay> replays,
        Func<StoredRecord, int> partitionOf)
    {
        var lanes = replays.Select(replay => new Lane(replay)).ToArray();
        var records = 0L;
        var epochs = new HashSet<int>();
        try
        {
            foreach (var record in storage.ReadAll())
            {
                records++;
                epochs.Add(Sealing.RecordOpener.EpochOf(record.Payload));
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
        return (records, epochs);
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
