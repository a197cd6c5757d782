using System.Collections.Concurrent;
using Shared.Messages.Entities;

namespace Engine.Tests.Support;

public sealed class RecordingObserver : IEngineObserver
{
    public ConcurrentQueue<string> Said { get; } = new();

    public void TailCutOff(string what) => Said.Enqueue($"tail cut off: {what}");

    public void Recovered(RecoveryReport report) => Said.Enqueue($"recovered {report.Entities} entities from {report.Records} records");

    public void BringingBack(int back, int total) => Said.Enqueue($"brought back {back} of {total}");

    public void DecideFailed(EntityId entity, string command, Exception exception) =>
        Said.Enqueue($"decide failed: {entity} {command}: {exception.Message}");

    public void EffectFailed(EntityId entity, Effect effect, Exception exception) =>
        Said.Enqueue($"effect failed: {entity} {effect.GetType().Name}: {exception.Message}");

    public void EntityStopped(EntityId entity, string @event, Exception exception) =>
        Said.Enqueue($"stopped: {entity} {@event}: {exception.Message}");

    public void Fenced(EntityId entity) => Said.Enqueue($"fenced: {entity}");

    public void MembershipLost() => Said.Enqueue("lost its membership");

    public void RejoinFailed(Exception cause) => Said.Enqueue($"could not rejoin: {cause.GetType().Name}");

    public void CommandLost(EntityId entity, string command) => Said.Enqueue($"lost: {entity} {command}");

    public void JournalStalled(Exception? cause, TimeSpan since) =>
        Said.Enqueue($"stalled for {since.TotalSeconds} s: {cause?.Message ?? "no end"}");

    public void StopCutShort(Exception cause) => Said.Enqueue($"stop cut short: {cause.GetType().Name}");

    public void Failed(Exception cause) => Said.Enqueue($"failed: {cause.Message}");
}
