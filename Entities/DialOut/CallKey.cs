using Shared.Messages.Entities;

namespace Entities.DialOut;

/// <summary>
/// Names one attempt of a session, question to RADIUS or call: <c>{session key}#{attempt}</c>. The same key is the same call.
/// </summary>
public static class CallKey
{
    public static string Of(DialOutSessionKey session, uint attempt) => $"{session}#{attempt}";

    /// <summary>The session that the call is for, or null for a key that no session made.</summary>
    public static EntityId? Session(string callKey)
    {
        var cut = callKey.LastIndexOf('#');
        return cut > 0 ? new EntityId(EntityKinds.DialOutSession, callKey[..cut]) : null;
    }

    /// <summary>
    /// The number after <paramref name="last"/>. It follows the clock, so that a session that was deleted and began a new life does
    /// not take an old call, which a tunnel may still hold, for its own.
    /// </summary>
    public static uint NextAttempt(uint last, DateTimeOffset now) => Math.Max(last + 1, (uint)now.ToUnixTimeSeconds());
}
