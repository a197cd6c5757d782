using System.Runtime.InteropServices;
using Engine.Standby;
using Microsoft.Extensions.Logging;
using Platform;
using Platform.Links;

namespace Lns.Node.Standby;

/// <summary>
/// The active's side: takes standbys in, gives them the descriptors of all ports and devices, and hears how far they are. One thread,
/// which waits.
/// </summary>
internal sealed class StandbyHost : IDisposable
{
    public const string SocketName = "standby.sock";

    /// <summary>One is enough; a few for an upgrade or a mistake. More would only cost descriptors.</summary>
    private const int MaxStandbys = 8;

    private readonly DescriptorListener listener;
    private readonly IReadOnlyList<(string Name, ISharedDescriptor Shared)> shared;
    private readonly Func<long> position;
    private readonly ILogger log;
    private readonly WakeUp stop = new();
    private readonly Lock changes = new();
    private readonly List<Link> links = [];
    private readonly Thread thread;
    private volatile bool stopping;

    /// <param name="position">The newest position of the journal.</param>
    /// <exception cref="IOException">The socket can't be made.</exception>
    public StandbyHost(string directory, IEnumerable<(string, ISharedDescriptor)> shared, Func<long> position, ILogger log)
    {
        listener = new DescriptorListener(Path.Combine(directory, SocketName));
        (this.shared, this.position, this.log) = ([.. shared], position, log);
        thread = new Thread(Run) { IsBackground = true, Name = "standbys" };
        thread.Start();
    }

    public IReadOnlyList<StandbyPeer> Standbys
    {
        get
        {
            var newest = position();
            lock (changes)
                return [.. links.Select(link => new StandbyPeer(link.Peer.PeerProcessId,
                    link.Position is { } at ? JournalFollower.EventsBetween(at, newest) : null, link.Trouble))];
        }
    }

    /// <summary>Tells every standby to take the lock once it is free; the first to get it goes on.</summary>
    /// <returns>How many were told.</returns>
    public int Go()
    {
        lock (changes)
            return links.Count(link => link.Peer.Send(new LinkMessage(LinkMessage.Go).ToBytes()));
    }

    public void Dispose()
    {
        stopping = true;
        stop.Ring();
        thread.Join();
        listener.Dispose();
        foreach (var link in links)
            link.Peer.Dispose();
        stop.Dispose();
    }

    private void Run()
    {
        Span<bool> ready = stackalloc bool[MaxStandbys + 2];
        while (!stopping)
        {
            SafeHandle[] handles = [stop.Handle, listener.Handle, .. links.Select(link => link.Peer.Handle)];
            DescriptorWait.Any(handles, ready, -1);
            var served = links.ToArray();
            if (ready[1])
                Welcome();
            for (var i = 0; i < served.Length; i++)
                if (ready[i + 2])
                    Hear(served[i]);
        }
    }

    private void Welcome()
    {
        if (listener.Accept() is not { } peer)
            return;
        if (links.Count == MaxStandbys || !Give(peer))
        {
            peer.Dispose();
            return;
        }
        lock (changes)
            links.Add(new Link(peer));
        StandbyLog.Joined(log, peer.PeerProcessId, shared.Count);
    }

    private bool Give(DescriptorLink peer) =>
        peer.Send(new LinkMessage(LinkMessage.Welcome) { Count = shared.Count }.ToBytes())
        && shared.All(one => peer.Send(new LinkMessage(LinkMessage.Descriptor) { Name = one.Name }.ToBytes(), one.Shared.Descriptor));

    private void Hear(Link link)
    {
        Span<byte> buffer = stackalloc byte[DescriptorLink.MaxMessageOctets];
        while (true)
        {
            var octets = link.Peer.Receive(buffer, out var descriptor);
            descriptor?.Dispose();
            if (octets == Descriptors.WouldBlock)
                return;
            if (octets == Descriptors.Gone)
            {
                Lose(link);
                return;
            }
            if (LinkMessage.Read(buffer[..octets]) is { Type: LinkMessage.Status } status)
                (link.Position, link.Trouble) = (status.Position, status.Trouble);
        }
    }

    private void Lose(Link link)
    {
        lock (changes)
            links.Remove(link);
        StandbyLog.Left(log, link.Peer.PeerProcessId);
        link.Peer.Dispose();
    }

    private sealed class Link(DescriptorLink peer)
    {
        public DescriptorLink Peer => peer;

        public long? Position { get; set; }

        public string? Trouble { get; set; }
    }
}
