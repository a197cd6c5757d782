using Akka.Configuration;
using Akka.Event;
using Akka.Remote;

namespace Engine.Akka.Downing;

/// <summary>
/// The detector of members that don't vote: what one of them can't reach is its own trouble. If it were to suspect an LNS node, that node would
/// count as unreachable for all, and no member could come or go. Akka.NET makes it, by the type's name.
/// </summary>
public sealed class NeverSuspects : FailureDetector
{
    public NeverSuspects(Config config, EventStream events)
    {
    }

    public override bool IsAvailable => true;

    public override bool IsMonitoring => true;

    public override void HeartBeat()
    {
        // whoever never suspects needs no proof
    }
}
