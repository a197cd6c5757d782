using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Shared.Messages;

namespace Lns.Node.Radius;

/// <summary>
/// Asks RADIUS servers and hands them accounting records. One loop owns all state; questions, datagrams and timers reach it through a channel, and
/// answers are called back on it, so a receiver must not block.
/// </summary>
/// <remarks>Stopping calls nobody back: what was open is asked again by whoever recovers it.</remarks>
public sealed class RadiusGateway : IAsyncDisposable, ISourcePortEvents
{
    /// <summary>Datagrams waiting for the loop; beyond it they are dropped, as they would be in a full socket buffer.</summary>
    private const int MaximumWaitingDatagrams = 16_384;

    private readonly Channel<Action<GatewayTime>> inbox = Channel.CreateUnbounded<Action<GatewayTime>>(new() { SingleReader = true });
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly long start;
    private readonly GatewayCore core;
    private readonly UdpSourcePorts ports;
    private readonly ITimer timer;
    private readonly Task loop;
    private TimeSpan armed = TimeSpan.MaxValue;
    private int waitingDatagrams;

    /// <param name="random">Request Authenticators come from it, so in production it is cryptographic; used by the loop alone.</param>
    /// <param name="localAddress">Source address towards servers of its family; null: the system chooses.</param>
    /// <param name="tap">Sees every datagram, for captures; called from several threads.</param>
    public RadiusGateway(RadiusGatewaySettings settings, IEnumerable<RadiusGroupSettings> groups, TimeProvider time, Random random,
        ILogger<RadiusGateway> logger, IPAddress? localAddress = null, Action<TappedDatagram>? tap = null)
    {
        this.time = time;
        this.logger = logger;
        start = time.GetTimestamp();
        ports = new(this, localAddress, logger, tap);
        core = new(settings, groups, ports, random, logger, Counters);
        timer = time.CreateTimer(_ => inbox.Writer.TryWrite(Tick), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        loop = Task.Run(Run);
    }

    public GatewayCounters Counters { get; } = new();

    /// <summary>Every server in each of its roles, as the gateway sees it now.</summary>
    public IReadOnlyList<RadiusServerStatus> Servers =>
        [.. core.Servers.Select(server => new RadiusServerStatus(
            server.Group, server.Settings.Name, server.EndPoint, server.Role, server.Health.State == HealthState.Alive))];

    /// <param name="answer">Called once, on the gateway's loop.</param>
    public void Ask(RadiusQuestion question, Action<RadiusAnswer> answer) => inbox.Writer.TryWrite(now => core.Ask(question, answer, now));

    /// <summary>The record is sent until a server has taken it; one whose id is under way already is not sent twice.</summary>
    /// <param name="confirmed">Called once, on the gateway's loop.</param>
    public void Account(AccountingRecord record, Action<AccountingConfirmed> confirmed) =>
        inbox.Writer.TryWrite(now => core.Account(record, confirmed, now));

    public async ValueTask DisposeAsync()
    {
        inbox.Writer.TryComplete();
        await timer.DisposeAsync();
        ports.Dispose();
        await loop;
    }

    void ISourcePortEvents.Received(IdentifierTable identifiers, ReadOnlyMemory<byte> datagram)
    {
        if (Interlocked.Increment(ref waitingDatagrams) <= MaximumWaitingDatagrams)
        {
            inbox.Writer.TryWrite(now =>
            {
                Interlocked.Decrement(ref waitingDatagrams);
                core.Receive(identifiers, datagram, now);
            });
            return;
        }
        Interlocked.Decrement(ref waitingDatagrams);
        Counters.Add(GatewayCount.Overruns);
    }

    void ISourcePortEvents.Refused(IdentifierTable identifiers, string reason) =>
        inbox.Writer.TryWrite(now => core.Refused(identifiers, reason, now));

    private async Task Run()
    {
        await foreach (var happening in inbox.Reader.ReadAllAsync())
            try
            {
                happening(Now());
                Arm();
            }
            catch (Exception exception)
            {
                // a fault of ours: one exchange is lost, the others need the loop
                GatewayLog.LoopFault(logger, exception);
            }
    }

    private void Tick(GatewayTime now)
    {
        // whatever was armed has gone off, perhaps a little early
        armed = TimeSpan.MaxValue;
        core.Tick(now);
    }

    /// <summary>The timer is set for the earliest deadline, and touched only when that moves.</summary>
    private void Arm()
    {
        var due = core.NextDue ?? TimeSpan.MaxValue;
        if (due == armed)
            return;
        armed = due;
        if (due == TimeSpan.MaxValue)
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        else
            // timers count whole milliseconds; one that goes off early would only have to be set again
            timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((due - Now().Uptime).TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }

    private GatewayTime Now() => new(time.GetElapsedTime(start), time.GetUtcNow());
}
