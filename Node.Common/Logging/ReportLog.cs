using Microsoft.Extensions.Logging;
using Shared.Messages.Entities;

namespace Node.Common.Logging;

/// <summary>Writes what entities report: the milestone is the event, the fields stay structured.</summary>
public static class ReportLog
{
    /// <param name="entity">Who reports; null for the node itself.</param>
    /// <param name="suppressed">From <see cref="LogLimiter"/>: how many like it were left out.</param>
    public static void Write(this ILogger log, Report report, EntityId? entity = null, long suppressed = 0)
    {
        var level = LevelOf(report.Milestone);
        if (!log.IsEnabled(level))
            return;
        var fields = new List<KeyValuePair<string, object?>>(report.Fields.Count + 2);
        if (entity is { } who)
            fields.Add(new("entity", who.ToString()));
        foreach (var (name, value) in report.Fields)
            fields.Add(new(name, value));
        if (suppressed > 0)
            fields.Add(new("suppressed", suppressed));
        log.Log(level, new EventId((int)report.Milestone, report.Milestone.ToString()), fields, null, (_, _) => report.Text);
    }

    /// <summary>What a peer can cause as often as it likes, so that <see cref="LogLimiter"/> has to stand before it.</summary>
    public static bool IsPeerCaused(Milestone milestone) =>
        milestone is Milestone.MalformedInput or Milestone.AuthenticationMismatch or Milestone.UnexpectedMessage;

    /// <summary>Who caused a report: its peer, or the entity that speaks.</summary>
    public static string Source(Report report, EntityId entity)
    {
        foreach (var (name, value) in report.Fields)
            if (name == "peer" && value is not null) return value.ToString() ?? "";
        return entity.ToString();
    }

    /// <summary>Each control message is for whoever debugs; trouble and what ends a call stand out.</summary>
    public static LogLevel LevelOf(Milestone milestone) => milestone switch
    {
        Milestone.ControlSent or Milestone.ControlReceived => LogLevel.Debug,
        Milestone.RadiusRejected or Milestone.RadiusSilent or Milestone.RecoveryBegun or Milestone.RecoveryFailed or Milestone.DestinationLockedOut or Milestone.AuthenticationFailed
            or Milestone.LineFailed or Milestone.LineFaulty or Milestone.RouteDoesNotCoverTrigger or Milestone.MalformedInput
            or Milestone.AuthenticationMismatch or Milestone.UnexpectedMessage => LogLevel.Warning,
        _ => LogLevel.Information,
    };
}
