using Lns.Node.Forwarding.Table;
using Platform;
using Protocols.Ip;

namespace Lns.Node.Forwarding;

/// <summary>One routing table with the device that stands for its home side.</summary>
/// <param name="address">The source of its ICMP errors; null: the address that could not be reached.</param>
public sealed class VirtualRouter(string name, IPacketDevice device, Ipv4Address? address)
{
    public string Name => name;

    public IPacketDevice Device => device;

    public Ipv4Address? Address => address;

    public RouteTable Routes { get; } = new();

    public TriggerGate Triggers { get; } = new();

    /// <summary>RFC 1812 §4.3.2.8.</summary>
    public RateLimit IcmpErrors { get; } = new(IcmpErrorsPerSecond);

    public const int IcmpErrorsPerSecond = 100;
}
