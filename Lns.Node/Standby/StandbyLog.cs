using Microsoft.Extensions.Logging;

namespace Lns.Node.Standby;

/// <summary>What active and standby log about each other (event ids 1100 and up).</summary>
internal static partial class StandbyLog
{
    [LoggerMessage(1101, LogLevel.Information, "a standby is there: process {Process}; it holds {Descriptors} descriptors", EventName = "StandbyJoined")]
    public static partial void Joined(ILogger log, int process, int descriptors);

    [LoggerMessage(1102, LogLevel.Warning, "the standby is gone: process {Process}", EventName = "StandbyLeft")]
    public static partial void Left(ILogger log, int process);

    [LoggerMessage(1103, LogLevel.Warning, "no standby can join: {Reason}", EventName = "StandbyImpossible")]
    public static partial void Impossible(ILogger log, string reason);

    [LoggerMessage(1104, LogLevel.Information, "LNS {Name} waits as standby of process {Process} with {Descriptors} descriptors", EventName = "StandbyWaiting")]
    public static partial void Waiting(ILogger log, string name, int process, int descriptors);

    [LoggerMessage(1105, LogLevel.Warning, "process {Process} is gone: {Reason}", EventName = "ActiveGone")]
    public static partial void Gone(ILogger log, int process, string reason);

    [LoggerMessage(1106, LogLevel.Information, "LNS {Name} has taken over in {Milliseconds:0} ms", EventName = "TakenOver")]
    public static partial void TakenOver(ILogger log, string name, double milliseconds);

    [LoggerMessage(1107, LogLevel.Information, "LNS {Name} hands its work over to the standby", EventName = "HandingOver")]
    public static partial void HandingOver(ILogger log, string name);

    [LoggerMessage(1109, LogLevel.Information, "the standby has caught up: {Entities} entities", EventName = "StandbyCaughtUp")]
    public static partial void CaughtUp(ILogger log, int entities);

    [LoggerMessage(1110, LogLevel.Error, "the standby cannot follow the journal, and would read it from the start: {Reason}", EventName = "StandbyCannotFollow")]
    public static partial void CannotFollow(ILogger log, string reason);

    [LoggerMessage(1111, LogLevel.Error, "the standby cannot follow the journal: a fault of ours; it would read it from the start", EventName = "StandbyFailed")]
    public static partial void FollowingFailed(ILogger log, Exception exception);

    [LoggerMessage(1112, LogLevel.Error, "process {Process} hangs: {Reason}; it is killed", EventName = "ActiveHung")]
    public static partial void Hung(ILogger log, int process, string reason);

    [LoggerMessage(1113, LogLevel.Warning, "the standby cannot be asked: {Reason}", EventName = "StandbyUnasked")]
    public static partial void Unasked(ILogger log, string reason);

    [LoggerMessage(1114, LogLevel.Critical, "CRASH POINT {Order} IS SET: this process will kill itself there. Not for production: unset {Variable}", EventName = "CrashPointSet")]
    public static partial void CrashPointSet(ILogger log, Engine.Faults.CrashOrder order, string variable);

    [LoggerMessage(1115, LogLevel.Information, "the take-over has been rehearsed in {Milliseconds:0} ms", EventName = "StandbyRehearsed")]
    public static partial void Rehearsed(ILogger log, double milliseconds);

    [LoggerMessage(1116, LogLevel.Warning, "the take-over could not be rehearsed; the first one takes some tenths of a second longer", EventName = "RehearsalFailed")]
    public static partial void RehearsalFailed(ILogger log, Exception exception);

    [LoggerMessage(1108, LogLevel.Error, "process {Process} hangs and cannot be killed from here; the standby goes on waiting", EventName = "HungOutOfReach")]
    public static partial void OutOfReach(ILogger log, int process);
}
