using Akka.Actor;
using Lns.Pbm;
using Node.Common.Operations;

namespace Lns.Node.Cluster;

/// <remarks>Compiled with PetabridgeCmd=true alone, so never yet (docs/not-run.md).</remarks>
internal sealed partial class ClusterNodeEngine
{
    partial void ShowToPbm(ActorSystem system, OperationRegistry operations) => PbmHost.Start(system, operations);

    static partial void AddPbmSettings(ref string hocon) => hocon += PbmHost.Settings;
}
