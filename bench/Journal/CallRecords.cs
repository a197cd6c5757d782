using Lab.Nodes;
using Lab.Scene;

namespace Bench.Journal;

/// <summary>
/// Durable records of a dial-out call, first to last, counted in the journal of an LNS in a lab: trigger, RADIUS, tunnel, dialling, PPP, both
/// accounting records, an operator's reset. Sites after the first share its tunnel, so what a call costs is the difference.
/// </summary>
internal static class CallRecords
{
    private const int Sites = 21;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="First">With the destination and the tunnel.</param>
    /// <param name="Up">Each further call until it is up; a trigger's session included.</param>
    /// <param name="Whole">Each further call from its trigger to the confirmation of its stop record.</param>
    public sealed record Outcome(double First, double Up, double Whole);

    public static async Task<Outcome> Count(string directory)
    {
        await using var scene = new LabScene(new LabOptions { Sites = Sites, Directory = directory, DialTime = TimeSpan.FromMilliseconds(50) });
        await scene.StartAsync();
        var before = await Settled(directory);
        await Ping(scene, scene.Sites[0]);
        var first = await Settled(directory);
        foreach (var site in scene.Sites.Skip(1))
            await Ping(scene, site);
        var up = await Settled(directory);
        foreach (var row in await OperationsClient.Rows(scene.Files.LnsSocket, "show-dial-out"))
            await OperationsClient.Ask(scene.Files.LnsSocket, "reset-dial-out", new { key = row.GetProperty("key").GetString() });
        var over = await Settled(directory);
        return new Outcome(first - before, (double)(up - first) / (Sites - 1), (double)(up - first) / (Sites - 1) + (double)(over - up) / Sites);
    }

    private static async Task Ping(LabScene scene, LabSite site)
    {
        for (ushort sequence = 1; sequence < 10; sequence++)
            if (await scene.Home!.Ping(site.Target, sequence, TimeSpan.FromSeconds(10)) is not null)
                return;
        throw new TimeoutException($"{site.Target} does not answer");
    }

    /// <summary>The count, once it has stood still for two seconds: accounting is confirmed a little after the call is up.</summary>
    private static async Task<long> Settled(string directory)
    {
        var (count, since, begin) = (-1L, TimeProvider.System.GetTimestamp(), TimeProvider.System.GetTimestamp());
        while (TimeProvider.System.GetElapsedTime(begin) < Patience)
        {
            var now = JournalFile.Written(Path.Combine(directory, "lns"));
            if (now != count)
                (count, since) = (now, TimeProvider.System.GetTimestamp());
            else if (TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(2))
                return count;
            await Task.Delay(100);
        }
        throw new TimeoutException("the journal does not come to rest");
    }
}
