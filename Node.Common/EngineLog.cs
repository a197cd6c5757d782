using Engine;
using Microsoft.Extensions.Logging;
using Shared.Messages.Entities;

namespace Node.Common;

/// <summary>What the engine has to say, in the node's log (event ids 3000 and up).</summary>
public sealed partial class EngineLog(ILogger<EngineLog> log) : IEngineObserver
{
    public void Recovered(RecoveryReport report) => Recovered(log, report.Entities, report.Records, report.Duration.TotalMilliseconds);

    public void BringingBack(int back, int total) => BroughtBack(log, back, total);

    public void Fenced(EntityId entity) => Fenced(log, entity);

    public void MembershipLost() => MembershipLost(log);

    public void RejoinFailed(Exception cause) => RejoinFailed(log, cause);

    public void StopCutShort(Exception cause) => StopCutShort(log, cause);

    public void TailCutOff(string what) => TailCutOff(log, what);

    public void DecideFailed(EntityId entity, string command, Exception exception) => DecideFailed(log, exception, entity, command);

    public void EffectFailed(EntityId entity, Effect effect, Exception exception) => EffectFailed(log, exception, entity, effect.GetType().Name);

    public void EntityStopped(EntityId entity, string @event, Exception exception) => EntityStopped(log, exception, entity, @event);

    public void CommandLost(EntityId entity, string command) => CommandLost(log, entity, command);

    public void JournalStalled(Exception? cause, TimeSpan since) => JournalStalled(log, cause, since.TotalSeconds);

    public void Failed(Exception cause) => Failed(log, cause);

    [LoggerMessage(3001, LogLevel.Information, "journal read: {Entities} entities from {Records} records in {Milliseconds:0} ms", EventName = "JournalRead")]
    private static partial void Recovered(ILogger log, int entities, long records, double milliseconds);

    [LoggerMessage(3008, LogLevel.Warning, "journal: a torn end was cut off: {What}", EventName = "JournalTailCutOff")]
    private static partial void TailCutOff(ILogger log, string what);

    [LoggerMessage(3002, LogLevel.Error, "{Entity} failed on {Command}: a fault of ours, the command had no effect", EventName = "DecideFailed")]
    private static partial void DecideFailed(ILogger log, Exception exception, EntityId entity, string command);

    [LoggerMessage(3003, LogLevel.Error, "effect {Effect} of {Entity} failed: a fault of ours", EventName = "EffectFailed")]
    private static partial void EffectFailed(ILogger log, Exception exception, EntityId entity, string effect);

    [LoggerMessage(3004, LogLevel.Critical, "{Entity} could not take its event {Event} and answers nothing until the node starts again", EventName = "EntityStopped")]
    private static partial void EntityStopped(ILogger log, Exception exception, EntityId entity, string @event);

    [LoggerMessage(3005, LogLevel.Error, "overload: {Command} for {Entity} was lost", EventName = "CommandLost")]
    private static partial void CommandLost(ILogger log, EntityId entity, string command);

    [LoggerMessage(3006, LogLevel.Error, "the journal has not taken a commit for {Seconds:0.0} s, answers wait", EventName = "JournalStalled")]
    private static partial void JournalStalled(ILogger log, Exception? cause, double seconds);

    [LoggerMessage(3009, LogLevel.Information, "brought back {Back} of {Total} entities", EventName = "BroughtBack")]
    private static partial void BroughtBack(ILogger log, int back, int total);

    [LoggerMessage(3010, LogLevel.Warning, "another node has written to the stream of {Entity}: it lives there, and was stopped here", EventName = "EntityFenced")]
    private static partial void Fenced(ILogger log, EntityId entity);

    [LoggerMessage(3011, LogLevel.Warning, "taken out of the cluster; the node joins anew, calls go on", EventName = "MembershipLost")]
    private static partial void MembershipLost(ILogger log);

    [LoggerMessage(3012, LogLevel.Warning, "could not join again, and goes on trying", EventName = "RejoinFailed")]
    private static partial void RejoinFailed(ILogger log, Exception cause);

    [LoggerMessage(3013, LogLevel.Warning, "the stop did not wait for all open work; what is not in the journal has not been decided", EventName = "StopCutShort")]
    private static partial void StopCutShort(ILogger log, Exception cause);

    [LoggerMessage(3007, LogLevel.Critical, "the engine has stopped", EventName = "EngineFailed")]
    private static partial void Failed(ILogger log, Exception cause);
}
