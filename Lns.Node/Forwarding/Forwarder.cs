using System.Collections.Concurrent;
using System.Net;
using Lns.Node.Forwarding.Counters;
using Lns.Node.Forwarding.Devices;
using Lns.Node.Forwarding.Table;
using Platform;
using Protocols.Ip;
using Shared.Messages;
using Shared.Messages.Forwarding;

namespace Lns.Node.Forwarding;

/// <summary>
/// The data path of a node: virtual routers with their devices, UDP ports, and the table that entities fill through their effects.
/// Packets run on its own threads, one a device and one a port; methods may be called from any thread.
/// </summary>
public sealed class Forwarder : IDisposable
{
    [ThreadStatic]
    private static byte[]? flushBuffer;

    private readonly ForwarderCallbacks callbacks;
    private readonly CounterFile counters;
    private readonly CoarseClock clock;
    private readonly SequencedSessions sequenced;
    private readonly Downstream downstream;
    private readonly ConcurrentDictionary<string, VirtualRouter> routers = new();
    private readonly ConcurrentDictionary<IPEndPoint, Upstream> ports = new();
    private readonly List<DevicePump> pumps = [];
    private readonly Lock changes = new();
    private bool isHeld;
    private volatile bool disposed;

    /// <param name="isHeld">
    /// Whether nothing is read before <see cref="Start"/>: what arrives waits in the kernel, so that a table can be filled first.
    /// </param>
    public Forwarder(ForwarderCallbacks callbacks, CounterFile counters, TimeProvider time, bool isHeld = false)
    {
        this.isHeld = isHeld;
        (this.callbacks, this.counters) = (callbacks, counters);
        clock = new CoarseClock(time);
        sequenced = new SequencedSessions(callbacks, clock, Drops);
        downstream = new Downstream(callbacks, clock, Drops, sequenced);
    }

    public DropCounters Drops { get; } = new();

    /// <summary>The forwarders of the other nodes; null on one machine. To be set before the first session is installed.</summary>
    public IForwardingPeers? Peers { get => sequenced.Peers; set => sequenced.Peers = value; }

    /// <summary>Sessions in the table.</summary>
    public int SessionCount => ports.Values.Sum(port => port.Sessions.Count);

    /// <summary>All of them, in no order; a moment later others may be there.</summary>
    public IEnumerable<ForwardingSession> Sessions => ports.Values.SelectMany(port => port.Sessions.All);

    /// <summary>Every port and device that another process could go on with, by what it is called.</summary>
    public IEnumerable<(string Name, ISharedDescriptor Shared)> Shared
    {
        get
        {
            lock (changes)
                return [.. ports.Values.Select(port => ($"{port.Port.Local}", (ISharedDescriptor)port.Port)),
                    .. routers.Values.Where(router => router.Device is ISharedDescriptor)
                        .Select(router => (router.Device.Name, (ISharedDescriptor)router.Device))];
        }
    }

    /// <summary>Begins to read what was added while it was held.</summary>
    public void Start()
    {
        lock (changes)
        {
            isHeld = false;
            // devices first: a packet socket learns from what waits there whom to answer
            foreach (var pump in pumps)
                pump.Start();
            foreach (var port in ports.Values)
                port.Port.Start(port.Receive, callbacks.Fault);
        }
    }

    /// <summary>Reads nothing more; ports and devices stay open, and entities can still send.</summary>
    public void Rest()
    {
        foreach (var pump in pumps)
            pump.Dispose();
        foreach (var port in ports.Values)
            port.Port.Stop();
    }

    /// <summary>Adds a virtual router and starts to read its device, which it owns from now on.</summary>
    /// <param name="address">The source of ICMP errors; null: the address that the packet was for.</param>
    public void AddVirtualRouter(string name, IPacketDevice device, Ipv4Address? address = null)
    {
        var router = new VirtualRouter(name, device, address);
        if (!routers.TryAdd(name, router))
            throw new InvalidOperationException($"virtual router {name} is there already");
        lock (changes)
        {
            var pump = new DevicePump(router, downstream, callbacks.Fault);
            pumps.Add(pump);
            if (!isHeld)
                pump.Start();
        }
    }

    /// <summary>Starts to receive on a port, which it owns from now on: control goes to its callback, data through the table.</summary>
    public void AddPort(UdpPort port)
    {
        var upstream = new Upstream(port, callbacks, clock, Drops, sequenced);
        if (!ports.TryAdd(port.Local, upstream))
            throw new InvalidOperationException($"port {port.Local} is there already");
        lock (changes)
            if (!isHeld)
                port.Start(upstream.Receive, callbacks.Fault);
    }

    /// <summary>Sends a datagram of an entity, control or data; one of a sequenced session gets its number here.</summary>
    /// <returns>False when no port is bound at <paramref name="local"/> or the kernel refused.</returns>
    public bool Send(IPEndPoint local, IPEndPoint peer, ReadOnlySpan<byte> datagram) =>
        ports.TryGetValue(local, out var port) && EntityDatagrams.Send(port, sequenced, port.Port.Peer(peer), datagram);

    /// <summary>Null when no port is bound there.</summary>
    public UdpPort? PortAt(IPEndPoint local) => ports.GetValueOrDefault(local)?.Port;

    /// <summary>Packets for this prefix are triggers while no access route covers them.</summary>
    public void AddDialOutRoute(string virtualRouter, Ipv4Prefix prefix) => Router(virtualRouter).Routes.AddDialOut(prefix);

    public void RemoveDialOutRoute(string virtualRouter, Ipv4Prefix prefix) => Router(virtualRouter).Routes.RemoveDialOut(prefix);

    /// <summary>Puts an entry into the table, in the place of an earlier one with the same key. Counters go on.</summary>
    public InstallOutcome Install(ForwardingEntry entry)
    {
        if (!IsWellFormed(entry, out var local, out var peer))
            return InstallOutcome.Malformed;
        if (!routers.TryGetValue(entry.VirtualRouter, out var router))
            return InstallOutcome.UnknownVirtualRouter;
        if (!ports.TryGetValue(local, out var port))
            return InstallOutcome.UnknownLocalEndpoint;
        lock (changes)
        {
            var earlier = port.Sessions.Find((ushort)entry.LocalTunnelId, (ushort)entry.LocalSessionId);
            var session = SessionOf(entry, router, port.Port, peer, earlier);
            if (earlier is not null && earlier.Router != router)
                earlier.Router.Routes.Remove(earlier);
            if (session.Sequencing && entry.SkipReserved) sequenced.Skip(session);
            port.Sessions.Put(session);
            router.Routes.Replace(earlier?.Router == router ? earlier : null, session);
        }
        return InstallOutcome.Installed;
    }

    /// <summary>Takes an entry and its routes out of the table; its counters can still be read. One that is not there is fine.</summary>
    public void Remove(ForwardingKey key)
    {
        if (!EntryReader.TryRead(key, out var local, out var tunnelId, out var sessionId))
            return;
        lock (changes)
        {
            if (ports.TryGetValue(local, out var port) && port.Sessions.Find(tunnelId, sessionId) is { } session)
            {
                session.Router.Routes.Remove(session);
                port.Sessions.Remove(session);
            }
            counters.Release(SlotIdentity.KeyOf(local, tunnelId, sessionId));
        }
    }

    /// <summary>Sends a PPP frame of an entity on its session; data sequence numbers, where they are used, are taken here and nowhere else.</summary>
    /// <param name="frame">With address and control.</param>
    /// <returns>False when the session is not in the table, or the port would not take the datagram.</returns>
    public bool SendFrame(ForwardingKey key, ReadOnlySpan<byte> frame)
    {
        if (!EntryReader.TryRead(key, out var local, out var tunnelId, out var sessionId)
            || ports.GetValueOrDefault(local)?.Sessions.Find(tunnelId, sessionId) is not { } session)
            return false;
        var buffer = new byte[Downstream.Headroom + frame.Length];
        frame.CopyTo(buffer.AsSpan(Downstream.Headroom));
        if (!sequenced.TryNumber(session, out var ns)) return false;
        var headerOctets = Wire.DataHeader.WriteBefore(buffer.AsSpan(0, Downstream.Headroom), session.PeerTunnelId, session.PeerSessionId, ns, priority: false);
        return session.Port.Send(buffer.AsSpan(Downstream.Headroom - headerOctets), session.Peer);
    }

    /// <summary>Null when it is not in the table.</summary>
    public ForwardingSession? Find(ForwardingKey key) => EntryReader.TryRead(key, out var local, out var tunnelId, out var sessionId)
        ? ports.GetValueOrDefault(local)?.Sessions.Find(tunnelId, sessionId) : null;

    /// <summary>Totals of a session, live or ended; null when nothing is known of it.</summary>
    public TrafficCounters? Read(ForwardingKey key)
    {
        if (!EntryReader.TryRead(key, out var local, out var tunnelId, out var sessionId))
            return null;
        lock (changes)
            return ports.GetValueOrDefault(local)?.Sessions.Find(tunnelId, sessionId)?.Traffic.Read()
                ?? counters.Find(SlotIdentity.KeyOf(local, tunnelId, sessionId));
    }

    /// <summary>Sends a waiting packet the way of any other, but it never triggers again.</summary>
    /// <returns>True when it went to a session.</returns>
    public bool Forward(string virtualRouter, ReadOnlySpan<byte> packet)
    {
        if (disposed || packet.Length > ushort.MaxValue || !routers.TryGetValue(virtualRouter, out var router))
            return false;
        flushBuffer ??= new byte[Downstream.BufferOctets];
        packet.CopyTo(flushBuffer.AsSpan(Downstream.Headroom));
        return downstream.Forward(router, flushBuffer.AsSpan(0, Downstream.Headroom + packet.Length), mayTrigger: false);
    }

    /// <summary>Stops all threads and closes devices and ports.</summary>
    public void Dispose()
    {
        disposed = true;
        foreach (var pump in pumps)
            pump.Dispose();
        foreach (var port in ports.Values)
            port.Port.Dispose();
        foreach (var router in routers.Values)
            router.Device.Dispose();
        clock.Dispose();
    }

    private VirtualRouter Router(string name) =>
        routers.GetValueOrDefault(name) ?? throw new InvalidOperationException($"there is no virtual router {name}");

    private static bool IsWellFormed(ForwardingEntry entry, out IPEndPoint local, out IPEndPoint peer)
    {
        peer = null!;
        return EntryReader.TryRead(entry.Local, out local) && EntryReader.TryRead(entry.Peer, out peer)
            && local.AddressFamily == peer.AddressFamily
            && EntryReader.IsId(entry.LocalTunnelId) && EntryReader.IsId(entry.LocalSessionId)
            && EntryReader.IsId(entry.PeerTunnelId) && EntryReader.IsId(entry.PeerSessionId);
    }

    private ForwardingSession SessionOf(
        ForwardingEntry entry, VirtualRouter router, UdpPort port, IPEndPoint peer, ForwardingSession? earlier)
    {
        var identity = SlotIdentity.Of(
            port.Local, (ushort)entry.LocalTunnelId, (ushort)entry.LocalSessionId,
            peer, (ushort)entry.PeerTunnelId, (ushort)entry.PeerSessionId);
        var traffic = counters.Attach(identity, clock.UnixMs);
        if (entry.RestartSequence)
            traffic.RestartNs();
        return new ForwardingSession
        {
            Router = router,
            Port = port,
            Peer = port.Peer(peer),
            LocalTunnelId = (ushort)entry.LocalTunnelId,
            LocalSessionId = (ushort)entry.LocalSessionId,
            PeerTunnelId = (ushort)entry.PeerTunnelId,
            PeerSessionId = (ushort)entry.PeerSessionId,
            TunnelKey = entry.TunnelKey,
            AccessRoutes = EntryReader.Ipv4Prefixes(entry.AccessRoutes),
            Sources = EntryReader.Ipv4Prefixes(entry.Sources),
            PeerMru = EntryReader.Mru(entry.PeerMru),
            LocalMagic = entry.LocalMagic,
            Sequencing = entry.Sequencing,
            SequenceReserved = entry.SequenceReserved,
            LcpOpened = entry.LcpOpened,
            Traffic = traffic,
            Frames = earlier?.Frames ?? new RateLimit(ForwardingSession.FramesPerSecond),
        };
    }
}
