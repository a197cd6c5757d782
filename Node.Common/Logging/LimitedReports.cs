using Microsoft.Extensions.Logging;
using Shared.Messages.Entities;

namespace Node.Common.Logging;

/// <summary>Entities' reports on their way to the log: what peers can cause at will is written once per source and interval.</summary>
public sealed class LimitedReports(ILogger log, LogLimiter limiter)
{
    public void Write(EntityId entity, Report report)
    {
        long suppressed = 0;
        if (!ReportLog.IsPeerCaused(report.Milestone) || limiter.Allow(ReportLog.Source(report, entity), (int)report.Milestone, out suppressed))
            log.Write(report, entity, suppressed);
    }
}
