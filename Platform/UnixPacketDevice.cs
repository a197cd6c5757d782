using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Platform;

/// <summary>
/// A Unix datagram socket that carries one IP packet a datagram, so that a node runs without root: the one side of a virtual
/// router is bound at a path, and the other (a lab, a test) sends to it from a path of its own. An empty datagram only says where
/// its sender is. Packets go to a fixed peer, or to whoever sent last.
/// </summary>
public sealed unsafe class UnixPacketDevice : IPacketDevice, ISharedDescriptor
{
    /// <summary>
    /// The kernel queues few datagrams (net.unix.max_dgram_qlen, often 10): a writer waits this long for its reader, then drops,
    /// so that a peer that sleeps cannot stop the forwarder.
    /// </summary>
    public const int WriteTimeoutMs = 50;

    /// <summary>What fits struct sockaddr_un, without the final zero.</summary>
    public const int MaxPathOctets = 107;

    /// <summary>struct sockaddr_un.</summary>
    private const int MaxAddressOctets = 110;

    private readonly Socket socket;
    private readonly PacketWait wait = new();
    private readonly string path;
    private readonly bool isPeerFixed;
    private volatile byte[]? peer;

    private UnixPacketDevice(Socket socket, string path, string? peerPath)
    {
        (this.socket, this.path) = (socket, path);
        isPeerFixed = peerPath is not null;
        peer = peerPath is null ? null : AddressOf(peerPath);
    }

    public string Name => $"unix:{path}";

    public SafeHandle Descriptor => socket.SafeHandle;

    public static bool IsPath(string text) => text.StartsWith('/') && Encoding.UTF8.GetByteCount(text) <= MaxPathOctets;

    /// <summary>Binds a path. A socket file that a dead process left there is replaced; one in use is an error.</summary>
    /// <param name="peerPath">Where packets go to; null: to whoever sent the last packet.</param>
    /// <exception cref="IOException">The path cannot be bound; the message says why.</exception>
    public static UnixPacketDevice Bind(string path, string? peerPath = null)
    {
        var socket = NewSocket();
        try
        {
            RemoveStale(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.SendTimeout = WriteTimeoutMs;
            return new UnixPacketDevice(socket, path, peerPath);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            socket.Dispose();
            throw new IOException($"cannot bind the packet socket {path}: {failure.Message}", failure);
        }
    }

    /// <summary>Goes on with a bound socket that another process has handed over, and owns it from now on.</summary>
    /// <exception cref="IOException">It is no socket.</exception>
    public static UnixPacketDevice Adopt(SafeFileHandle descriptor, string path)
    {
        try
        {
            var socket = new Socket(new SafeSocketHandle(descriptor.DangerousGetHandle(), ownsHandle: true));
            descriptor.SetHandleAsInvalid();
            return new UnixPacketDevice(socket, path, peerPath: null);
        }
        catch (SocketException failure)
        {
            throw new IOException($"the descriptor handed over for {path} is no socket: {failure.Message}", failure);
        }
    }

    /// <summary>Tells the peer where we are, so that it can send before we have.</summary>
    /// <returns>False when nobody is bound at its path.</returns>
    public bool Announce() => Send([]);

    public int Read(Span<byte> buffer)
    {
        var address = stackalloc byte[MaxAddressOctets];
        fixed (byte* start = buffer)
        {
            while (!wait.IsStopped)
            {
                var addressOctets = MaxAddressOctets;
                var octets = PacketNative.ReceiveFrom(
                    socket.SafeHandle, start, (nuint)buffer.Length, PacketNative.DontWait, address, &addressOctets);
                if (octets >= 0)
                    Remember(new ReadOnlySpan<byte>(address, addressOctets));
                if (octets > 0)
                    return (int)octets;
                if (octets < 0 && !wait.UntilReadable(socket.SafeHandle))
                    break;
            }
        }
        return 0;
    }

    public bool Write(ReadOnlySpan<byte> packet) => packet.Length > 0 && Send(packet);

    public void Stop() => wait.Stop();

    public void Dispose()
    {
        wait.Stop();
        socket.Dispose();
        wait.Dispose();
    }

    private bool Send(ReadOnlySpan<byte> packet)
    {
        if (peer is not { } to)
            return false;
        fixed (byte* start = packet, address = to)
            return PacketNative.SendTo(socket.SafeHandle, start, (nuint)packet.Length, PacketNative.NoSignal, address, to.Length) >= 0;
    }

    /// <param name="address">Family and path; the family alone for a sender that bound no path.</param>
    private void Remember(ReadOnlySpan<byte> address)
    {
        if (isPeerFixed || address.Length <= sizeof(ushort) || address.SequenceEqual(peer))
            return;
        peer = address.ToArray();
    }

    private static void RemoveStale(string path)
    {
        if (!File.Exists(path))
            return;
        // a socket is a file that cannot be opened
        using (var file = PacketNative.Own(PacketNative.Open(path, PacketNative.NonBlocking | PacketNative.CloseOnExec)))
            if (!file.IsInvalid)
                throw new IOException($"cannot bind the packet socket {path}: a file that is no socket is there");
        using var probe = NewSocket();
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }
        throw new IOException($"cannot bind the packet socket {path}: another process is bound to it");
    }

    private static Socket NewSocket() => new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private static byte[] AddressOf(string path)
    {
        var address = new UnixDomainSocketEndPoint(path).Serialize();
        return address.Buffer.Span[..address.Size].ToArray();
    }
}
