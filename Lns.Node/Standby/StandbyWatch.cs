using Engine.Journal;
using Engine.Standby;
using Lns.Node.Configuration;
using Microsoft.Extensions.Logging;
using Platform.Links;

namespace Lns.Node.Standby;

/// <summary>
/// The standby's side: joins the active, holds its descriptors and its entities, sees it die or hang, and gets the data directory. One
/// thread, which waits; it opens no port, no device and no operations socket of the active.
/// </summary>
internal sealed class StandbyWatch : IDisposable
{
    /// <summary>While there is nobody to join and the lock is held: an active that is starting.</summary>
    private const int RetryMs = 50;

    /// <summary>While the active is known to let go. The kernel frees the lock of a killed process a little after its end.</summary>
    private const int EagerRetryMs = 2;

    /// <summary>After this the lock is somebody else's, who may be joined.</summary>
    private const int EagerAttempts = 500;

    /// <summary>An active that hands over waits this long for open work to end; one that takes longer hangs.</summary>
    private static readonly TimeSpan HandOverPatience = TimeSpan.FromSeconds(15);

    /// <summary>Of a killed process; one that the disk holds can take longer, and is waited for again.</summary>
    private const int KillPatienceMs = 5_000;

    private const int LookIntervalMs = 25;

    private const int LooksPerStatus = 10;

    private readonly LnsOptions options;
    private readonly EntityShadow shadow;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Action<DataDirectory, Inheritance, JournalFollower?> takeOver;
    private readonly Action<Exception> fail;
    private readonly WakeUp stop = new();
    private readonly Thread thread;
    private Inheritance inheritance = new();
    private volatile StandbyStatus status = StandbyStatus.Alone;
    private volatile bool stopping;

    /// <param name="shadow">The watch's from now on.</param>
    /// <param name="takeOver">Called on the watch's thread, at most once; the watch ends with it.</param>
    /// <param name="fail">The data directory can't be used.</param>
    public StandbyWatch(LnsOptions options, EntityShadow shadow, TimeProvider time, ILogger log,
        Action<DataDirectory, Inheritance, JournalFollower?> takeOver, Action<Exception> fail)
    {
        (this.options, this.shadow, this.time, this.log, this.takeOver, this.fail) = (options, shadow, time, log, takeOver, fail);
        thread = new Thread(Run) { IsBackground = true, Name = "standby" };
        thread.Start();
    }

    public StandbyStatus Status => status;

    public void Dispose()
    {
        stopping = true;
        stop.Ring();
        if (Thread.CurrentThread != thread)
            thread.Join();
        stop.Dispose();
    }

    private void Run()
    {
        try
        {
            using (shadow)
                if (AwaitDirectory() is { } directory)
                    takeOver(directory, inheritance, shadow.Take());
                else
                    inheritance.Dispose();
        }
        catch (Exception e)
        {
            fail(e);
        }
    }

    /// <returns>Null when it was told to stop.</returns>
    private DataDirectory? AwaitDirectory()
    {
        var socket = Path.Combine(options.DataDirectory, StandbyHost.SocketName);
        while (!stopping)
        {
            if (TryOpen() is { } free)
                return free;
            using var active = ActiveLink.TryJoin(socket);
            if (active is null)
                Pause(RetryMs);
            else if (Follow(active) is { } life && life != ActiveLife.Unknown && Seize(active, life) is { } directory)
                return directory;
        }
        return null;
    }

    private ActiveLife Follow(ActiveLink active)
    {
        using var heartbeat = Heartbeat.Open(options.DataDirectory);
        var pulse = new ActivePulse(heartbeat, TimeSpan.FromMilliseconds(options.Standby.HangMs),
            TimeSpan.FromSeconds(options.Standby.EngineHangSeconds), time, () => active.IsStopped);
        var isJoined = false;
        var life = ActiveLife.Alive;
        for (var look = 0; !stopping && life == ActiveLife.Alive; look++)
        {
            life = active.Wait(stop, LookIntervalMs);
            if (life != ActiveLife.Alive || !active.IsComplete)
                continue;
            if (!isJoined)
                StandbyLog.Waiting(log, options.Node, active.ProcessId, active.Inheritance.Count);
            shadow.CatchUp(heartbeat.Position);
            if (!isJoined || look % LooksPerStatus == 0)
                Tell(active);
            isJoined = true;
            if (pulse.Look() is { } reason && Kill(active, reason))
                life = ActiveLife.Dead;
        }
        Keep(active.Inheritance);
        if (!stopping)
            StandbyLog.Gone(log, active.ProcessId, Reason(life));
        return stopping ? ActiveLife.Unknown : life;
    }

    private void Tell(ActiveLink active)
    {
        status = new StandbyStatus(active.ProcessId, active.Inheritance.Count, shadow.Entities, shadow.EventsBehind, shadow.Trouble);
        active.Say(new LinkMessage(LinkMessage.Status) { Position = shadow.Position, Trouble = shadow.Trouble });
    }

    private bool Kill(ActiveLink active, string reason)
    {
        StandbyLog.Hung(log, active.ProcessId, reason);
        var isDead = active.Kill(KillPatienceMs);
        if (!isDead)
            StandbyLog.OutOfReach(log, active.ProcessId);
        return isDead;
    }

    /// <summary>Takes the lock of an active that is dead or lets go; one that says so and doesn't is killed.</summary>
    private DataDirectory? Seize(ActiveLink active, ActiveLife life)
    {
        var begin = time.GetTimestamp();
        var patience = life == ActiveLife.LetsGo ? HandOverPatience : TimeSpan.FromMilliseconds(EagerRetryMs * EagerAttempts);
        while (!stopping)
        {
            if (TryOpen() is { } directory)
                return directory;
            if (time.GetElapsedTime(begin) > patience)
                break;
            Pause(EagerRetryMs);
        }
        if (!stopping && life == ActiveLife.LetsGo)
            Kill(active, "it did not let go");
        return null;
    }

    private DataDirectory? TryOpen() => DataDirectory.TryOpen(options.DataDirectory, isKnownToTakeData: true);

    /// <summary>An active that died before it handed anything over leaves what the one before it did.</summary>
    private void Keep(Inheritance received)
    {
        if (received.Count == 0)
            return;
        inheritance.Dispose();
        inheritance = received;
    }

    private static string Reason(ActiveLife life) => life switch
    {
        ActiveLife.Dead => "it has died",
        ActiveLife.LetsGo => "it hands over",
        _ => "it has closed the link",
    };

    private void Pause(int milliseconds)
    {
        Span<bool> ready = stackalloc bool[1];
        DescriptorWait.Any([stop.Handle], ready, milliseconds);
    }
}
