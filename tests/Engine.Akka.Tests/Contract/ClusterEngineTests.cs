using Engine.Akka.Tests.Support;
using Engine.Tests.Contract;

namespace Engine.Akka.Tests.Contract;

/// <summary>What every host must do, done by a cluster of one node on SQLite.</summary>
public sealed class ClusterEngineTests : EntityHostContract
{
    protected override IHostUnderTest Create() => new ClusterHost();
}
