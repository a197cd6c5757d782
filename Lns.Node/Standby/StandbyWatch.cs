using Engine.Journal;
using Lns.Node.Configuration;
using Microsoft.Extensions.Logging;
using Platform.Links;

namespace Lns.Node.Standby;

/// <summary>
/// The standby's side: joins the active, holds its descriptors, sees it die, and gets the data directory. One thread, which waits; it
/// opens no port, no device and no operations socket of the active.
/// </summary>
internal sealed class StandbyWatch : IDisposable
{
    /// <summary>While there is nobody to join and the lock is held: an active that is starting.</summary>
    private const int RetryMs = 50;

    /// <summary>While the active is known to let go. The kernel frees the lock of a killed process a little after its end.</summary>
    private const int EagerRetryMs = 2;

    /// <summary>After this the lock is somebody else's, who may be joined.</summary>
    private const int EagerAttempts = 500;

    private const int LookIntervalMs = 25;

    private readonly LnsOptions options;
    private readonly ILogger log;
    private readonly Action<DataDirectory, Inheritance> takeOver;
    private readonly Action<Exception> fail;
    private readonly WakeUp stop = new();
    private readonly Thread thread;
    private Inheritance inheritance = new();
    private volatile bool stopping;

    /// <param name="takeOver">Called on the watch's thread, at most once; the watch ends with it.</param>
    /// <param name="fail">The data directory can't be used.</param>
    public StandbyWatch(LnsOptions options, ILogger log, Action<DataDirectory, Inheritance> takeOver, Action<Exception> fail)
    {
        (this.options, this.log, this.takeOver, this.fail) = (options, log, takeOver, fail);
        thread = new Thread(Run) { IsBackground = true, Name = "standby" };
        thread.Start();
    }

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
            if (AwaitDirectory() is { } directory)
                takeOver(directory, inheritance);
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
            if (DataDirectory.TryOpen(options.DataDirectory) is { } free)
                return free;
            using var active = ActiveLink.TryJoin(socket);
            if (active is null)
                Pause(RetryMs);
            else if (IsOver(Follow(active)) && SeizeDirectory() is { } directory)
                return directory;
        }
        return null;
    }

    private static bool IsOver(ActiveLife life) => life is ActiveLife.Dead or ActiveLife.LetsGo;

    private ActiveLife Follow(ActiveLink active)
    {
        var life = ActiveLife.Alive;
        var isReported = false;
        while (!stopping && life == ActiveLife.Alive)
        {
            life = active.Wait(stop, LookIntervalMs);
            if (active.IsComplete && !isReported)
                StandbyLog.Waiting(log, options.Node, active.ProcessId, active.Inheritance.Count);
            isReported |= active.IsComplete;
        }
        Keep(active.Inheritance);
        if (!stopping)
            StandbyLog.Gone(log, active.ProcessId, Reason(life));
        return life;
    }

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

    private DataDirectory? SeizeDirectory()
    {
        for (var attempt = 0; attempt < EagerAttempts && !stopping; attempt++)
        {
            if (DataDirectory.TryOpen(options.DataDirectory) is { } directory)
                return directory;
            Pause(EagerRetryMs);
        }
        return null;
    }

    private void Pause(int milliseconds)
    {
        Span<bool> ready = stackalloc bool[1];
        DescriptorWait.Any([stop.Handle], ready, milliseconds);
    }
}
