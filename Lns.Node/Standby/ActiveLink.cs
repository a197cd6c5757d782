using System.Runtime.InteropServices;
using Platform;
using Platform.Links;

namespace Lns.Node.Standby;

/// <summary>What a standby knows of the life of its active.</summary>
internal enum ActiveLife
{
    Alive,

    /// <summary>It has said that the lock will be free in a moment.</summary>
    LetsGo,

    Dead,

    /// <summary>It closed the link, or can't be seen, and may live.</summary>
    Unknown,
}

/// <summary>The standby's end of the link to its active. Used by one thread.</summary>
internal sealed class ActiveLink : IDisposable
{
    private readonly DescriptorLink link;
    private readonly ProcessHandle? process;
    private int expected = -1;

    private ActiveLink(DescriptorLink link)
    {
        this.link = link;
        process = ProcessHandle.TryOpen(link.PeerProcessId);
    }

    public int ProcessId => link.PeerProcessId;

    /// <summary>What has been handed over so far; the caller takes it when the link ends.</summary>
    public Inheritance Inheritance { get; } = new();

    /// <summary>Whether everything that was announced is here.</summary>
    public bool IsComplete => expected >= 0 && Inheritance.Count == expected;

    /// <summary>Stopped by a signal, as far as that can be seen from here.</summary>
    public bool IsStopped => process is { IsStopped: true };

    /// <returns>Null when no active listens there.</returns>
    public static ActiveLink? TryJoin(string socketPath) => DescriptorLink.TryConnect(socketPath) is { } link ? new ActiveLink(link) : null;

    /// <summary>Waits until something happens, at most so long.</summary>
    public ActiveLife Wait(WakeUp stop, int timeoutMs)
    {
        Span<bool> ready = stackalloc bool[3];
        DescriptorWait.Any(process is null ? [stop.Handle, link.Handle] : [stop.Handle, link.Handle, process.Handle], ready, timeoutMs);
        // what it said before it died counts: the last descriptors may be among it
        var life = ready[1] ? Hear() : ActiveLife.Alive;
        return ready[2] ? ActiveLife.Dead : life;
    }

    /// <summary>Kills it and waits until it has ended.</summary>
    /// <returns>False when that is not in our power.</returns>
    public bool Kill(int patienceMs)
    {
        Span<bool> ready = stackalloc bool[1];
        return process is not null && process.Kill() && DescriptorWait.Any([process.Handle], ready, patienceMs) > 0;
    }

    public void Say(LinkMessage message) => link.Send(message.ToBytes());

    public void Dispose()
    {
        process?.Dispose();
        link.Dispose();
    }

    private ActiveLife Hear()
    {
        Span<byte> buffer = stackalloc byte[DescriptorLink.MaxMessageOctets];
        while (true)
        {
            var octets = link.Receive(buffer, out var descriptor);
            if (octets == Descriptors.WouldBlock)
                return ActiveLife.Alive;
            if (octets == Descriptors.Gone)
                return ActiveLife.Unknown;
            var message = LinkMessage.Read(buffer[..octets]);
            if (message is { Type: LinkMessage.Descriptor, Name: { } name } && descriptor is not null)
                Inheritance.Add(name, descriptor);
            else
                descriptor?.Dispose();
            if (message is { Type: LinkMessage.Welcome, Count: { } count })
                expected = count;
            if (message is { Type: LinkMessage.Go })
                return ActiveLife.LetsGo;
        }
    }
}
