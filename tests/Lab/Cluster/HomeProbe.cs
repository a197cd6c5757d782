using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lab.Topology;

namespace Lab.Cluster;

/// <summary>Pings many sites from the home side at a steady pace, and knows for each the longest time without an answer.</summary>
public sealed class HomeProbe : IDisposable
{
    private const byte EchoRequest = 8;
    private const byte EchoReply = 0;
    private const int Ipv4Header = 20;
    private const int EchoLength = 16;

    private readonly Socket socket;
    private readonly ushort identifier = (ushort)Environment.ProcessId;
    private readonly Dictionary<uint, SiteTrack> tracks;
    private readonly TimeSpan period;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task working;

    /// <param name="period">From one ping of a site to its next.</param>
    public HomeProbe(NetworkNamespace home, IEnumerable<IPAddress> targets, TimeSpan period)
    {
        this.period = period;
        socket = home.Enter(() => new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp));
        tracks = targets.ToDictionary(Key, target => new SiteTrack(target));
        working = Task.WhenAll(Task.Factory.StartNew(SendAll, TaskCreationOptions.LongRunning), Task.Factory.StartNew(ReceiveAll, TaskCreationOptions.LongRunning));
    }

    /// <summary>From now on gaps are counted anew.</summary>
    public void Begin()
    {
        foreach (var track in tracks.Values) track.Begin();
    }

    /// <summary>The longest time without an answer since <see cref="Begin"/>, the time until now included.</summary>
    public IReadOnlyDictionary<IPAddress, TimeSpan> Gaps() => tracks.Values.ToDictionary(track => track.Target, track => track.LongestGap());

    /// <summary>The longest time since <see cref="Begin"/> whose pings never were answered; zero where each was, however late.</summary>
    public IReadOnlyDictionary<IPAddress, TimeSpan> Losses() => tracks.Values.ToDictionary(track => track.Target, track => track.LongestLoss());

    /// <summary>Sites that have answered within this time.</summary>
    public int Answering(TimeSpan within) => tracks.Values.Count(track => track.SinceAnswer() <= within);

    /// <summary>Completes when so many sites answer.</summary>
    /// <exception cref="TimeoutException">They don't; the message says how many do.</exception>
    public async Task WhenAnswering(int count, TimeSpan patience)
    {
        var begin = Stopwatch.GetTimestamp();
        while (Answering(TimeSpan.FromSeconds(1)) < count)
        {
            if (Stopwatch.GetElapsedTime(begin) > patience)
                throw new TimeoutException($"{Answering(TimeSpan.FromSeconds(1))} of {count} sites answer after {patience.TotalSeconds:0} s");
            await Task.Delay(50);
        }
    }

    /// <summary>Completes when a site has not answered for so long.</summary>
    public async Task WhenSilent(IPAddress target, TimeSpan duration)
    {
        while (tracks[Key(target)].SinceAnswer() < duration) await Task.Delay(20);
    }

    public void Dispose()
    {
        stopping.Cancel();
        socket.Dispose();
        working.Wait();
        stopping.Dispose();
    }

    /// <summary>Sites one after the other, spread over the period, so that pings come in no bursts.</summary>
    private void SendAll()
    {
        Span<byte> echo = stackalloc byte[EchoLength];
        ushort sequence = 0;
        while (!stopping.IsCancellationRequested)
        {
            var begin = Stopwatch.GetTimestamp();
            var number = 0;
            sequence++;
            foreach (var track in tracks.Values)
            {
                var due = period * number++ / tracks.Count - Stopwatch.GetElapsedTime(begin);
                if (due > TimeSpan.FromMilliseconds(1)) stopping.Token.WaitHandle.WaitOne(due);
                Write(echo, sequence);
                try
                {
                    socket.SendTo(echo, new IPEndPoint(track.Target, 0));
                }
                catch (SocketException)
                {
                    // no route at this moment is a gap like any other
                }
                catch (ObjectDisposedException)
                {
                    return;
                }
            }
            var rest = period - Stopwatch.GetElapsedTime(begin);
            if (rest > TimeSpan.Zero) stopping.Token.WaitHandle.WaitOne(rest);
        }
    }

    private void ReceiveAll()
    {
        Span<byte> packet = stackalloc byte[256];
        while (!stopping.IsCancellationRequested)
            try
            {
                var length = socket.Receive(packet);
                if (length >= Ipv4Header + EchoLength && packet[Ipv4Header] == EchoReply
                    && BinaryPrimitives.ReadUInt16BigEndian(packet[(Ipv4Header + 4)..]) == identifier
                    && tracks.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(packet[12..]), out var track))
                    track.Answered(BinaryPrimitives.ReadUInt16BigEndian(packet[(Ipv4Header + 6)..]), BinaryPrimitives.ReadInt64BigEndian(packet[(Ipv4Header + 8)..]));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                if (stopping.IsCancellationRequested) return;
            }
    }

    private void Write(Span<byte> echo, ushort sequence)
    {
        echo.Clear();
        echo[0] = EchoRequest;
        BinaryPrimitives.WriteUInt16BigEndian(echo[4..], identifier);
        BinaryPrimitives.WriteUInt16BigEndian(echo[6..], sequence);
        BinaryPrimitives.WriteInt64BigEndian(echo[8..], Stopwatch.GetTimestamp());
        uint sum = 0;
        for (var i = 0; i < echo.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(echo[i..]);
        BinaryPrimitives.WriteUInt16BigEndian(echo[2..], (ushort)~(sum + (sum >> 16)));
    }

    private static uint Key(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}
