using System.Diagnostics;
using Akka.Actor;

namespace Engine.Akka.Downing;

/// <summary>
/// Members that don't vote and can't be reached. While one is there no member comes or goes, so none stays: after stable-after it is taken out, or
/// with the voters on whom a decision has been made.
/// </summary>
internal sealed class Bystanders(TimeSpan patience)
{
    private readonly Dictionary<Address, long> since = [];

    /// <param name="unreachable">All of them, each time.</param>
    /// <param name="isDecision">Voters are being taken out now.</param>
    public IReadOnlyList<Address> Overdue(IEnumerable<Address> unreachable, bool isDecision)
    {
        var present = unreachable.ToHashSet();
        foreach (var back in since.Keys.Except(present).ToList())
            since.Remove(back);
        foreach (var missed in present)
            since.TryAdd(missed, Stopwatch.GetTimestamp());
        return [.. since.Where(missed => isDecision || Stopwatch.GetElapsedTime(missed.Value) >= patience).Select(missed => missed.Key)];
    }
}
