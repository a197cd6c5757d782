using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Platform;

/// <summary>Called on the port's thread. The datagram's octets are the callee's to change until it returns.</summary>
public delegate void UdpReceived(UdpPort port, UdpPeer peer, Span<byte> datagram);

/// <summary>Sees every datagram that a port sent or received, for captures.</summary>
public delegate void UdpTap(bool isSent, IPEndPoint local, IPEndPoint peer, ReadOnlySpan<byte> datagram);

/// <summary>
/// A UDP socket bound to a local endpoint, with a receiving thread of its own and no allocation per datagram. Nothing that a peer or
/// the network does ends it: what cannot be sent is counted, and an exception of a callback is reported.
/// </summary>
public sealed unsafe class UdpPort : ISharedDescriptor, IDisposable
{
    /// <summary>For what arrives while the receiver is busy: of 140 000 packets a second (10 000 modem lines), 20 ms.</summary>
    public const int ReceiveBufferOctets = 4 << 20;

    /// <summary>No UDP payload is longer (RFC 768: a 16-bit length that counts 8 octets of header).</summary>
    public const int MaxDatagramOctets = ushort.MaxValue - 8;

    private const int MaxAddressOctets = 28;

    private readonly Socket socket;
    private readonly UdpPeerTable peers = new();
    private readonly PacketWait wait = new();
    private Thread? receiver;
    private UdpReceived? onReceived;
    private Action<Exception>? onFault;
    private UdpPeer? lastPeer;
    private long unsent;

    private UdpPort(Socket socket)
    {
        this.socket = socket;
        Local = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>The endpoint that the socket is bound to, with the port that the kernel chose if none was asked for.</summary>
    public IPEndPoint Local { get; }

    public SafeHandle Descriptor => socket.SafeHandle;

    /// <summary>Datagrams that the kernel refused to send.</summary>
    public long Unsent => Volatile.Read(ref unsent);

    /// <summary>Null when nobody captures.</summary>
    public UdpTap? Tap { get; set; }

    /// <exception cref="IOException">The endpoint is in use or not of this host; the message names it.</exception>
    public static UdpPort Bind(IPEndPoint local)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = ReceiveBufferOctets;
            socket.Bind(local);
            return new UdpPort(socket);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new IOException($"cannot bind UDP {local}: {failure.Message}", failure);
        }
    }

    /// <summary>Goes on with a bound socket that another process has handed over, and owns it from now on.</summary>
    /// <exception cref="IOException">It is no UDP socket.</exception>
    public static UdpPort Adopt(SafeFileHandle descriptor)
    {
        try
        {
            var socket = new Socket(new SafeSocketHandle(descriptor.DangerousGetHandle(), ownsHandle: true));
            descriptor.SetHandleAsInvalid();
            return socket.LocalEndPoint is IPEndPoint
                ? new UdpPort(socket)
                : throw new IOException($"a descriptor handed over is bound to {socket.LocalEndPoint}, not to a UDP endpoint");
        }
        catch (SocketException failure)
        {
            throw new IOException($"a descriptor handed over is no UDP socket: {failure.Message}", failure);
        }
    }

    /// <summary>Starts the receiving thread; once in a port's life.</summary>
    /// <param name="onFault">Told of exceptions that <paramref name="onReceived"/> threw; receiving goes on.</param>
    public void Start(UdpReceived onReceived, Action<Exception>? onFault = null)
    {
        if (receiver is not null)
            throw new InvalidOperationException($"UDP {Local} receives already");
        (this.onReceived, this.onFault) = (onReceived, onFault);
        receiver = new Thread(Receive) { IsBackground = true, Name = $"udp {Local}" };
        receiver.Start();
    }

    /// <summary>The peer with this address: keep it with what sends there often.</summary>
    public UdpPeer Peer(IPEndPoint remote) => peers.Intern(UdpPeer.Of(remote));

    /// <returns>False when the kernel refused: no route, too long, no buffers. The datagram is lost then, as on any network.</returns>
    public bool Send(ReadOnlySpan<byte> datagram, UdpPeer to)
    {
        Tap?.Invoke(true, Local, to.EndPoint, datagram);
        if (!socket.SafeHandle.IsClosed && TrySend(datagram, to))
            return true;
        Interlocked.Increment(ref unsent);
        return false;
    }

    /// <summary>Stops receiving for good. What comes now waits in the kernel for whoever else holds the socket; sending goes on.</summary>
    public void Stop()
    {
        wait.Stop();
        if (receiver is not null && receiver != Thread.CurrentThread)
            receiver.Join();
    }

    /// <summary>Stops receiving and closes the socket.</summary>
    public void Dispose()
    {
        Stop();
        socket.Dispose();
        wait.Dispose();
    }

    private bool TrySend(ReadOnlySpan<byte> datagram, UdpPeer to)
    {
        try
        {
            fixed (byte* start = datagram, address = to.SocketAddress)
                return PacketNative.SendTo(
                    socket.SafeHandle, start, (nuint)datagram.Length, PacketNative.NoSignal, address, to.SocketAddress.Length) >= 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private void Receive()
    {
        var buffer = (byte*)NativeMemory.Alloc(MaxDatagramOctets);
        try
        {
            while (!wait.IsStopped)
                if (!ReceiveOne(buffer) && !wait.UntilReadable(socket.SafeHandle))
                    return;
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    /// <returns>False when nothing waits. An ICMP error that the kernel reports here was about one datagram and is passed over.</returns>
    private bool ReceiveOne(byte* buffer)
    {
        var address = stackalloc byte[MaxAddressOctets];
        var addressOctets = MaxAddressOctets;
        var octets = PacketNative.ReceiveFrom(
            socket.SafeHandle, buffer, MaxDatagramOctets, PacketNative.DontWait, address, &addressOctets);
        if (octets < 0)
            return PacketNative.LastError != PacketNative.TryAgain;
        var raw = new ReadOnlySpan<byte>(address, addressOctets);
        if (lastPeer is null || !raw.SequenceEqual(lastPeer.SocketAddress))
            lastPeer = peers.Find(raw);
        Deliver(lastPeer, new Span<byte>(buffer, (int)octets));
        return true;
    }

    private void Deliver(UdpPeer peer, Span<byte> datagram)
    {
        try
        {
            Tap?.Invoke(false, Local, peer.EndPoint, datagram);
            onReceived!(this, peer, datagram);
        }
        catch (Exception fault)
        {
            onFault?.Invoke(fault);
        }
    }
}
