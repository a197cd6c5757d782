using Engine.Akka.Forwarding;
using Lns.Node.Composition;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lns.Node.Cluster;

/// <summary>
/// The hands of a node in a cluster: what an entity has done to the data path here is told to all nodes, and its traffic is asked of all.
/// </summary>
internal sealed class ClusterHands(LnsHands hands, ClusterForwarding table, Func<IEntityHost> host) : IEffectPerformer
{
    public void Perform(EntityId self, Effect effect)
    {
        switch (effect)
        {
            case InstallForwarding install:
                hands.Perform(self, install);
                table.Announce(self, install.Entry);
                break;
            case RemoveForwarding remove:
                hands.Perform(self, remove);
                table.Withdraw(self, remove.Key);
                break;
            case AskTraffic ask:
                table.AskTraffic(ask.Key, counters => host().Tell(self, new TrafficReport
                {
                    SessionId = ask.Key.LocalSessionId,
                    Purpose = ask.Purpose,
                    Counters = counters,
                }));
                break;
            default:
                hands.Perform(self, effect);
                break;
        }
    }
}
