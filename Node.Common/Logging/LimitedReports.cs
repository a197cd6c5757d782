using Microsoft.Extensions.Logging;
using Node.Common.Tracing;
using Shared.Messages.Entities;

namespace Node.Common.Logging;

/// <summary>Entities' reports on their way to the log: what peers can cause at will is written once per source and interval. What is written, whatever the log's threshold, is kept for traces.</summary>
public sealed class LimitedReports(ILogger log, LogLimiter limiter, TraceRing trace)
{
    public void Write(EntityId entity, Report report)
    {
        long suppressed = 0;
        if (ReportLog.IsPeerCaused(report.Milestone) && !limiter.Allow(ReportLog.Source(report, entity), (int)report.Milestone, out suppressed))
            return;
        trace.Add(entity, report);
        log.Write(report, entity, suppressed);
    }
}
