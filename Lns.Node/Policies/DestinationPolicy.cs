using Entities.Destinations;
using Lns.Node.Configuration;

namespace Lns.Node.Policies;

/// <summary>What destinations ask of an LNS's configuration.</summary>
public sealed class DestinationPolicy(LnsOptions options) : IDestinationPolicy
{
    public DestinationSettings For(DestinationKey destination)
    {
        var own = options.Destinations.FirstOrDefault(d => d.Address.Equals(destination.Peer.Address));
        return new DestinationSettings
        {
            Administrative = (Shared.Messages.AdministrativeState)(own?.AdministrativeState ?? AdministrativeState.Enabled),
            Lockout = TimeSpan.FromSeconds(own?.LockoutSeconds ?? options.L2tp.LockoutSeconds),
            LockoutTest = own?.LockoutTest ?? options.L2tp.LockoutTest,
            SessionsPerTunnel = options.L2tp.SessionsPerTunnel,
            MaximumSessions = own?.MaximumSessions ?? 0,
            AcceptsTunnels = options.Peers.Count > 0,
        };
    }
}
