using Microsoft.Extensions.Logging;

namespace Lns.Node.Radius;

/// <summary>Runs <see cref="ServerHealth"/> for each server: trial timers, log lines, the count of deaths.</summary>
internal sealed class HealthKeeper(RadiusGatewaySettings settings, DeadlineQueue deadlines, ILogger logger, GatewayCounters counters)
{
    public void Answered(ServerPort server, GatewayTime now)
    {
        server.LastAnswer = now.Uptime;
        var isBack = server.Health.State != HealthState.Alive;
        Step(server, HealthEvent.Answered, now);
        if (isBack)
            GatewayLog.ServerAlive(logger, server.Settings.Name, server.EndPoint);
    }

    public void Silent(ServerPort server, GatewayTime now) => Fail(server, HealthEvent.Silent, "it does not answer", now);

    public void Refused(ServerPort server, string reason, GatewayTime now) => Fail(server, HealthEvent.Refused, reason, now);

    public void Chosen(ServerPort server, GatewayTime now) => Step(server, HealthEvent.Chosen, now);

    /// <returns>Whether a Status-Server is to be sent.</returns>
    public bool IsProbeWanted(ServerPort server, GatewayTime now)
    {
        server.HasTrialTimer = false;
        return Step(server, HealthEvent.TrialDue, now) == HealthAction.Probe;
    }

    private void Fail(ServerPort server, HealthEvent failure, string reason, GatewayTime now)
    {
        var isDeath = server.Health.State == HealthState.Alive;
        Step(server, failure, now);
        if (!isDeath)
            return;
        counters.Add(GatewayCount.DeadServers);
        GatewayLog.ServerDead(logger, server.Settings.Name, server.EndPoint, reason);
    }

    private HealthAction Step(ServerPort server, HealthEvent happened, GatewayTime now)
    {
        (server.Health, var action) = server.Health.On(happened);
        if (action == HealthAction.None || server.HasTrialTimer)
            return action;
        // the timer of an earlier death may still run: one is enough
        server.HasTrialTimer = true;
        deadlines.SetTrial(server, now.Uptime + TimeSpan.FromSeconds(settings.DeadServerTrialSeconds));
        return action;
    }
}
