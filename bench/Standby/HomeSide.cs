using System.Net;
using System.Net.Sockets;
using Lab.Scene;
using Protocols.Ip;

namespace Bench.Standby;

/// <summary>
/// The home side in user space: echo requests into the LNS's packet socket. One thread sends to the probed sites in turn, each at
/// <see cref="ProbeHz"/>; one reads the replies and notes, for each site, the last reply and the longest time between two.
/// </summary>
internal sealed class HomeSide : IDisposable
{
    public const int ProbeHz = 100;

    private const int DataOctets = 32;
    private const int ReceiveBufferOctets = 4 << 20;

    /// <summary>The kernel queues ten packets: a sender waits this long for a reader that isn't there, then the round is over.</summary>
    private const int SendTimeoutMs = 5;

    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = SendTimeoutMs };
    private readonly UnixDomainSocketEndPoint lns;
    private readonly string path;
    private readonly byte[] packet = new byte[IcmpEcho.Measure(DataOctets)];
    private readonly long[] last;
    private readonly long[] longest;
    private readonly bool[] answered;
    private readonly Dictionary<uint, int> places = [];
    private readonly IReadOnlyList<Ipv4Address> sites;
    private readonly Thread reader;
    private Thread? prober;
    private volatile bool stopped;
    private ushort sequence;

    public HomeSide(string lnsSocket, string path, IReadOnlyList<IPAddress> targets)
    {
        this.path = path;
        lns = new UnixDomainSocketEndPoint(lnsSocket);
        socket.ReceiveBufferSize = ReceiveBufferOctets;
        socket.Bind(new UnixDomainSocketEndPoint(path));
        sites = [.. targets.Select(AddressOf)];
        for (var i = 0; i < sites.Count; i++)
            places.Add(sites[i].Value, i);
        (last, longest, answered) = (new long[sites.Count], new long[sites.Count], new bool[sites.Count]);
        reader = new Thread(Read) { IsBackground = true, Name = "home replies" };
        reader.Start();
    }

    /// <summary>Sites that have replied since the last <see cref="Forget"/>.</summary>
    public int Answered => answered.Count(one => one);

    public bool HasAnswered(int site) => answered[site];

    public void Forget() => Array.Clear(answered);

    /// <returns>False when nobody took the packet in time.</returns>
    public bool Ping(int site)
    {
        lock (packet)
        {
            Ipv4Address.TryFrom(PingClient.Home, out var from);
            IcmpEcho.WriteRequest(packet, from, sites[site], identifier: 1, ++sequence, new byte[DataOctets]);
            try
            {
                return socket.SendTo(packet, lns) > 0;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }

    /// <summary>Begins to ping the first so many sites, each at <see cref="ProbeHz"/>, on a thread of its own.</summary>
    public void Probe(int count)
    {
        prober = new Thread(() => Rounds(count)) { IsBackground = true, Name = "home probes" };
        prober.Start();
    }

    /// <summary>The longest times without a reply are measured anew, from the last reply on.</summary>
    public void Measure() => Array.Clear(longest);

    /// <summary>The longest time between two replies of each of the first so many sites, ms. One that has gone silent counts until now.</summary>
    public IReadOnlyList<double> Gaps(int count)
    {
        var now = TimeProvider.System.GetTimestamp();
        return [.. Enumerable.Range(0, count).Select(i => Milliseconds(Math.Max(Volatile.Read(ref longest[i]), now - Volatile.Read(ref last[i]))))];
    }

    public void Dispose()
    {
        stopped = true;
        prober?.Join();
        socket.Dispose();
        reader.Join();
        File.Delete(path);
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / TimeProvider.System.TimestampFrequency;

    private static Ipv4Address AddressOf(IPAddress address) =>
        Ipv4Address.TryFrom(address, out var read) ? read : throw new ArgumentException($"{address} is no IPv4 address", nameof(address));

    private void Rounds(int count)
    {
        var period = TimeProvider.System.TimestampFrequency / ProbeHz;
        for (var next = TimeProvider.System.GetTimestamp(); !stopped; next += period)
        {
            for (var site = 0; site < count && Ping(site); site++)
            {
            }
            var now = TimeProvider.System.GetTimestamp();
            if (next + period > now)
                SpinWait.SpinUntil(() => stopped, TimeSpan.FromMilliseconds(Milliseconds(next + period - now)));
            else
                next = now;
        }
    }

    private void Read()
    {
        var buffer = new byte[ushort.MaxValue];
        while (!stopped)
            try
            {
                Take(buffer.AsSpan(0, socket.Receive(buffer)));
            }
            catch (SocketException)
            {
                return;
            }
    }

    private void Take(ReadOnlySpan<byte> received)
    {
        if (!IcmpEcho.TryRead(received, out var echo) || echo.IsRequest || !places.TryGetValue(echo.Ip.Source.Value, out var site))
            return;
        var now = TimeProvider.System.GetTimestamp();
        if (last[site] != 0)
            Volatile.Write(ref longest[site], Math.Max(longest[site], now - last[site]));
        Volatile.Write(ref last[site], now);
        answered[site] = true;
    }
}
