using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Lns.Node.Radius;

/// <param name="Local">Address and port that we sent from.</param>
/// <param name="Remote">The server.</param>
/// <param name="IsOutbound">From us to the server.</param>
public readonly record struct TappedDatagram(IPEndPoint Local, IPEndPoint Remote, ReadOnlyMemory<byte> Payload, bool IsOutbound);

/// <summary>What a socket's receive loop has to say.</summary>
internal interface ISourcePortEvents
{
    void Received(IdentifierTable identifiers, ReadOnlyMemory<byte> datagram);

    void Refused(IdentifierTable identifiers, string reason);
}

/// <summary>
/// Connected UDP sockets on ports that the system chooses at random. Connected, so that nobody but the server is heard, and a port where nobody
/// listens is known at once.
/// </summary>
internal sealed class UdpSourcePorts(
    ISourcePortEvents events, IPAddress? localAddress, ILogger logger, Action<TappedDatagram>? tap) : ISourcePorts, IDisposable
{
    private readonly List<UdpSourcePort> open = [];

    public ISourcePort? Open(IPEndPoint remote, IdentifierTable identifiers)
    {
        try
        {
            var sameFamily = localAddress?.AddressFamily == remote.AddressFamily;
            var port = new UdpSourcePort(sameFamily ? localAddress : null, remote, identifiers, events, tap);
            open.Add(port);
            _ = port.ReceiveLoop();
            return port;
        }
        catch (SocketException exception)
        {
            GatewayLog.NoSourcePort(logger, remote, exception.Message);
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var port in open)
            port.Dispose();
    }
}

internal sealed class UdpSourcePort : ISourcePort, IDisposable
{
    private readonly Socket socket;
    private readonly IdentifierTable identifiers;
    private readonly ISourcePortEvents events;
    private readonly Action<TappedDatagram>? tap;

    public UdpSourcePort(IPAddress? localAddress, IPEndPoint remote, IdentifierTable identifiers, ISourcePortEvents events,
        Action<TappedDatagram>? tap)
    {
        this.identifiers = identifiers;
        this.events = events;
        this.tap = tap;
        socket = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (localAddress is not null)
                socket.Bind(new IPEndPoint(localAddress, 0));
            socket.Connect(remote);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
        socket.Blocking = false;
        Local = (IPEndPoint)socket.LocalEndPoint!;
        Remote = remote;
    }

    public IPEndPoint Local { get; }

    public IPEndPoint Remote { get; }

    public void Send(ReadOnlyMemory<byte> datagram)
    {
        tap?.Invoke(new(Local, Remote, datagram, IsOutbound: true));
        // an ICMP error of an earlier datagram is reported here, in place of sending this one; the second call sends
        if (TrySend(datagram) is SocketError.ConnectionRefused)
            TrySend(datagram);
    }

    public void Dispose() => socket.Dispose();

    public async Task ReceiveLoop()
    {
        var buffer = new byte[ushort.MaxValue];
        while (true)
            try
            {
                var length = await socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None);
                var datagram = buffer[..length];
                tap?.Invoke(new(Local, Remote, datagram, IsOutbound: false));
                events.Received(identifiers, datagram);
            }
            catch (SocketException exception) when (exception.SocketErrorCode is not SocketError.OperationAborted)
            {
                events.Refused(identifiers, Describe(exception.SocketErrorCode));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
    }

    private SocketError TrySend(ReadOnlyMemory<byte> datagram)
    {
        try
        {
            socket.Send(datagram.Span, SocketFlags.None, out var error);
            // a full send buffer loses the datagram, as the network might; no way to the server is worth telling
            if (error is not (SocketError.Success or SocketError.WouldBlock))
                events.Refused(identifiers, Describe(error));
            return error;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.Shutdown;
        }
    }

    private static string Describe(SocketError error) =>
        error == SocketError.ConnectionRefused ? "nobody listens on that port" : $"it can't be reached ({error})";
}
