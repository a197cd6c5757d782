using System.Globalization;
using Engine.Akka.Entities;
using Entities.Calls.Lns;
using Entities.Tunnels;
using Google.Protobuf;
using Shared.Messages.Entities;

namespace Lns.Node.Cluster;

/// <summary>The sessions of a tunnel, each an actor beneath the tunnel's: its name ends in the local session id, its view is a SessionView.</summary>
public sealed class SessionParts : IEntityParts
{
    private const string Prefix = "session-";

    public string Kind => EntityKinds.Tunnel;

    public object Token(object state) => ((TunnelState)state).SessionsByCallKey;

    public IEnumerable<string> Names(object state) =>
        ((TunnelState)state).SessionsByCallKey.Values.Select(id => Prefix + id.ToString(CultureInfo.InvariantCulture));

    public IMessage? View(object state, string name) =>
        ushort.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && ((TunnelState)state).Calls.TryGetValue(id, out var call) ? LnsCallRole.Instance.View(call) : null;
}
