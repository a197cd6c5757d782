using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Protocols.Ip;

namespace Lab.Scene;

/// <summary>The home side in user space: sends echo requests into the LNS's packet socket and matches the replies.</summary>
public sealed class PingClient : IDisposable
{
    public static readonly IPAddress Home = IPAddress.Parse("192.0.2.10");

    private const int DataOctets = 32;

    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ConcurrentDictionary<(IPAddress Target, ushort Sequence), (long Sent, TaskCompletionSource<TimeSpan> Reply)> waiting = new();
    private readonly UnixDomainSocketEndPoint lns;
    private readonly string path;
    private readonly TimeProvider time;
    private readonly Task receiving;

    public PingClient(string lnsSocket, string path, TimeProvider time)
    {
        this.path = path;
        this.time = time;
        lns = new UnixDomainSocketEndPoint(lnsSocket);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        receiving = Task.Run(Receive);
    }

    /// <summary>Replies, counted as they come.</summary>
    public long Replies { get; private set; }

    /// <summary>One echo request. Sending fails silently while no LNS is there: that is a lost packet.</summary>
    /// <returns>The round trip, or null when no reply came in time.</returns>
    public async Task<TimeSpan?> Ping(IPAddress target, ushort sequence, TimeSpan patience)
    {
        var reply = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[(target, sequence)] = (time.GetTimestamp(), reply);
        Send(target, sequence);
        try
        {
            return await reply.Task.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            waiting.TryRemove((target, sequence), out _);
            return null;
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        File.Delete(path);
    }

    private void Send(IPAddress target, ushort sequence)
    {
        var packet = new byte[IcmpEcho.Measure(DataOctets)];
        Ipv4Address.TryFrom(Home, out var from);
        Ipv4Address.TryFrom(target, out var to);
        IcmpEcho.WriteRequest(packet, from, to, identifier: 1, sequence, new byte[DataOctets]);
        try
        {
            socket.SendTo(packet, lns);
        }
        catch (SocketException)
        {
            // no LNS there now
        }
    }

    private async Task Receive()
    {
        var buffer = new byte[ushort.MaxValue];
        while (true)
        {
            int count;
            try
            {
                count = await socket.ReceiveAsync(buffer);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
            Take(buffer.AsSpan(0, count));
        }
    }

    private void Take(ReadOnlySpan<byte> packet)
    {
        if (!IcmpEcho.TryRead(packet, out var echo) || echo.IsRequest) return;
        Replies++;
        if (waiting.TryRemove((echo.Ip.Source.ToIPAddress(), echo.Sequence), out var sent))
            sent.Reply.TrySetResult(time.GetElapsedTime(sent.Sent));
    }
}
