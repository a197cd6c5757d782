using Engine.Journal;
using Engine.Journal.Repair;
using Node.Common.Configuration;
using Node.Common.Configuration.Sections;
using Shared.Messages.Entities;

namespace Node.Common;

/// <summary><c>bras journal check</c> and <c>bras journal repair</c>: an operator's look into a node's journal, and the way out of a damaged one.</summary>
public static class JournalCommand
{
    private const string Untouched = "nothing was changed. Where nothing of the file can be read, move journal.db and journal.db-wal away: the node then begins "
        + "with an empty journal, and every call in the old one is lost";

    private const int Damaged = 1;
    private const int BadUsage = 64;
    private const int BadConfiguration = 78;

    public static bool IsMeant(string[] args) => args is ["journal", ..];

    /// <returns>0: the journal is whole, or was repaired; 1: it is damaged, or can't be repaired.</returns>
    public static async Task<int> RunAsync<TOptions>(string[] args, string environmentPrefix, TimeProvider time, TextWriter output, TextWriter errors)
        where TOptions : NodeOptions
    {
        if (args is not ["journal", "check" or "repair", "--config", var file])
            return await Refuse(errors, "usage: bras journal check|repair --config FILE", BadUsage);
        var configured = ConfigurationLoader.Load<TOptions>(file, environmentPrefix);
        if (configured.Value is not { } options)
            return await Refuse(errors, string.Join('\n', configured.Faults), BadConfiguration);
        try
        {
            return args[1] == "check" ? await Check(options, output) : await Repair(options, time, output);
        }
        catch (Exception e) when (e is JournalUnavailableException or IOException or UnauthorizedAccessException)
        {
            return await Refuse(errors, args[1] == "repair" ? $"{e.Message}\n{Untouched}" : e.Message, Damaged);
        }
    }

    private static async Task<int> Check(NodeOptions options, TextWriter output)
    {
        var path = Path.Combine(options.DataDirectory, DataDirectory.JournalFileName);
        var report = JournalInspection.Of(path, options.EffectiveKeyFile, JournalSchemas.ByKind).Report;
        await Tell(output, report, "a repair takes out");
        await output.WriteLineAsync(report.IsWhole ? "whole" : "damaged: `bras journal repair` keeps what stands before the damage, and a copy of this file");
        return report.IsWhole ? 0 : Damaged;
    }

    private static async Task<int> Repair(NodeOptions options, TimeProvider time, TextWriter output)
    {
        var (report, copy) = JournalRepair.Repair(options.DataDirectory, options.EffectiveKeyFile, JournalSchemas.ByKind, time.GetUtcNow());
        await Tell(output, report, "lost");
        await output.WriteLineAsync(copy is null ? "whole: nothing was changed" : $"repaired; the damaged journal is {copy}");
        return 0;
    }

    private static async Task Tell(TextWriter output, JournalReport report, string lost)
    {
        await output.WriteLineAsync($"{report.Path}: {report.Records} records of {report.Streams} entities, {report.Epochs} epochs");
        foreach (var remark in report.Remarks)
            await output.WriteLineAsync($"  {remark}");
        foreach (var damage in report.Damages)
        {
            await output.WriteLineAsync($"  {damage.Stream}: record {damage.Sequence} at position {damage.Position} {damage.Cause}; "
                + (damage.Kept > 0 ? $"{damage.Kept} records before it are good" : "nothing before it is left, the whole entity goes"));
            foreach (var record in damage.Lost)
                await output.WriteLineAsync($"    {lost}: {record}");
        }
    }

    private static async Task<int> Refuse(TextWriter errors, string text, int status)
    {
        await errors.WriteLineAsync($"bras journal: {text}");
        return status;
    }
}
