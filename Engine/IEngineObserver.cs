using Shared.Messages.Entities;

namespace Engine;

/// <summary>Where the engine says what an operator or a developer must read. Called on its threads: must not block or throw.</summary>
public interface IEngineObserver
{
    void Recovered(RecoveryReport report) { }

    /// <summary>How many of its entities a starting node has back; said every few seconds, and at the end (cluster only).</summary>
    void BringingBack(int back, int total) { }

    /// <summary>What a crash or a power cut left at the journal's end was no whole commit, and was cut off.</summary>
    /// <param name="what">How much of what, for an operator.</param>
    void TailCutOff(string what) { }

    /// <summary>A kind threw: our own bug. The command had no effect.</summary>
    void DecideFailed(EntityId entity, string command, Exception exception) { }

    /// <summary>The node's performer threw: our own bug. The effects behind it are performed.</summary>
    void EffectFailed(EntityId entity, Effect effect, Exception exception) { }

    /// <summary>
    /// An entity couldn't take its own event: our own bug. It answers nothing until the node starts again; its stream is kept.
    /// </summary>
    void EntityStopped(EntityId entity, string @event, Exception exception) { }

    /// <summary>Another node has written to this entity's stream: it lives there now, and was stopped here (cluster only).</summary>
    void Fenced(EntityId entity) { }

    /// <summary>This node was taken out of the cluster, and begins anew in the same process (cluster only).</summary>
    void MembershipLost() { }

    /// <summary>It could not join again; it goes on trying (cluster only).</summary>
    void RejoinFailed(Exception cause) { }

    /// <summary>A tell was lost because a mailbox was full, or could not be delivered.</summary>
    void CommandLost(EntityId entity, string command) { }

    /// <summary>Decisions wait for the journal: a commit takes long, or failed and is tried again. Said again while it lasts.</summary>
    /// <param name="cause">Null when the commit just doesn't end.</param>
    void JournalStalled(Exception? cause, TimeSpan since) { }

    /// <summary>A clean stop ended with work still open; as after a crash, what isn't in the journal has never been decided.</summary>
    void StopCutShort(Exception cause) { }

    /// <summary>The engine has stopped: no effect of an unwritten decision is performed.</summary>
    void Failed(Exception cause) { }
}

public sealed record RecoveryReport(int Entities, long Records, TimeSpan Duration);
