namespace Bench.Journal;

/// <summary>P8: durable events a second against SQLite's own limit in the same run; and how many a call needs.</summary>
internal static class JournalBench
{
    private const int Turns = 3;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1.5);

    /// <summary>Decisions under way at once: what a busy node and a very busy one have.</summary>
    private static readonly int[] Loads = [16, 64, 256, 1024];

    public static async Task<Figures> Run(Arguments arguments)
    {
        var book = new FigureBook("journal");
        for (var run = 1; run <= arguments.Runs; run++)
        {
            foreach (var load in Loads)
                await Compare(book, arguments.Directory, load);
            Console.Error.WriteLine($"run {run} of {arguments.Runs}: throughput done, calls follow");
            using var scratch = new Scratch(arguments.Directory);
            var call = await CallRecords.Count(scratch.Path);
            book.Add("records of the first call, with destination and tunnel, up", "records", call.First);
            book.Add("records of a further call, until it is up", "records", call.Up);
            book.Add("records of a further call, first to last (at most 12)", "records", call.Whole);
        }
        return book.Close();
    }

    /// <summary>In turns, as the disk is shared and its speed changes from second to second.</summary>
    private static async Task Compare(FigureBook book, string directory, int load)
    {
        double events = 0, commits = 0, rows = 0;
        for (var turn = 0; turn < Turns; turn++)
        {
            using var scratch = new Scratch(directory);
            var engine = await EngineLoad.Run(Directory.CreateDirectory(scratch["engine"]).FullName, load, Duration);
            using var sqlite = new RawSqlite(scratch["raw.db"]);
            rows += sqlite.Run(Math.Max(1, (int)Math.Round(engine.EventsPerCommit)), JournalFile.RecordOctets(scratch["engine"]), Duration);
            events += engine.EventsPerSecond;
            commits += engine.EventsPerSecond / engine.EventsPerCommit;
        }
        book.Add($"{load} under way: engine", "events/s", events / Turns);
        book.Add($"{load} under way: in a commit", "events", events / commits);
        book.Add($"{load} under way: raw SQLite, batches as large", "rows/s", rows / Turns);
        book.Add($"{load} under way: ratio (target 0.5)", "", events / rows);
    }
}
