using System.Net;
using Lac.Node.Lines.Data;
using Lac.Node.Lines.Drivers;
using Platform.Polling;
using Platform.Terminals;
using Shared.Messages;
using Shared.Messages.Entities;

namespace Lac.Node.Lines;

/// <summary>All lines of a LAC: one thread, a driver for each, and the ways between them and the UDP sockets.</summary>
public sealed class LineFleet : IDisposable
{
    private readonly Poller poller = new("lines");
    private readonly Dictionary<string, (ILineDriver Driver, LineContext Line)> lines = [];
    private readonly LineWays ways;

    /// <param name="settings">Lines with names of their own.</param>
    /// <param name="raise">Called on the lines' thread with what happens to a line; must not block.</param>
    public LineFleet(IEnumerable<LineDriverSettings> settings, TimeProvider time, IDatagramSender sender, Action<LineEvent> raise)
    {
        poller.Faulted += fault => Faulted?.Invoke(fault);
        ways = new LineWays(poller, sender);
        foreach (var line in settings)
        {
            var context = new LineContext(line, poller, time, ways, raise);
            lines.Add(line.Line, (DriverOf(context), context));
        }
    }

    /// <summary>A bug of ours in a driver or a bridge; the other lines go on.</summary>
    public event Action<Exception>? Faulted;

    /// <summary>From any thread; a line's orders are executed in the order in which they come. Unknown lines are passed over.</summary>
    public void Perform(DriveLine drive)
    {
        if (lines.TryGetValue(drive.Line, out var line))
            poller.Post(() => line.Driver.Execute(drive.Order));
    }

    /// <summary>Where the receiving thread of the socket bound to <paramref name="local"/> puts data messages.</summary>
    public Downlink DownlinkOf(IPEndPoint local) => ways.DownlinkOf(local);

    /// <returns>Null for an unknown line.</returns>
    public LineCounters? CountersOf(string line) => lines.TryGetValue(line, out var found) ? found.Line.Counters : null;

    /// <summary>Hangs every line up and ends the thread.</summary>
    public void Dispose()
    {
        using var done = new ManualResetEventSlim();
        poller.Post(() =>
        {
            foreach (var (driver, _) in lines.Values)
                driver.Dispose();
            done.Set();
        });
        done.Wait();
        poller.Dispose();
    }

    private static ILineDriver DriverOf(LineContext line) => line.Settings switch
    {
        TtyLineSettings tty => new ModemDriver(line, new TtyDevice(tty.Device), tty.Modem),
        SocketLineSettings socket => new ModemDriver(line, new SocketModemPort(socket.Remote), socket.Modem),
        ProgramLineSettings program => new ProgramDriver(line, program),
        _ => throw new ArgumentException($"no driver for {line.Settings}"),
    };

    private sealed class LineWays(Poller poller, IDatagramSender sender) : ILineWays
    {
        private readonly Dictionary<IPEndPoint, Downlink> downlinks = [];

        public Downlink DownlinkOf(IPEndPoint local)
        {
            // once a socket and once a call, never a packet
            lock (downlinks)
            {
                if (!downlinks.TryGetValue(local, out var downlink))
                    downlinks.Add(local, downlink = new Downlink(poller));
                return downlink;
            }
        }

        public LineBridge Join(LineOrder.Bridge order, LineChannel channel, LineCounters counters)
        {
            var ids = new SessionIds(order.LocalTunnelId, order.LocalSessionId, order.PeerTunnelId, order.PeerSessionId);
            var bridge = new LineBridge(channel, sender.Open(order.Local, order.Peer), ids, order.Peer, order.Sequencing, counters);
            DownlinkOf(order.Local).Add(bridge);
            return bridge;
        }

        public void Part(LineBridge bridge, LineOrder.Bridge order) => DownlinkOf(order.Local).Remove(bridge);
    }
}
