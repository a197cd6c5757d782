using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Platform.Polling;

/// <summary>
/// One thread that waits for thousands of descriptors and calls their handlers. Everything on it runs on that thread; from elsewhere
/// there is <see cref="Post"/>. A handler that throws stops nothing else: <see cref="Faulted"/> hears of it.
/// </summary>
public sealed class Poller : IDisposable
{
    /// <summary>Descriptors served per wait: enough to be cheap, few enough that posted work isn't kept waiting.</summary>
    private const int BatchSize = 64;

    /// <summary>No registration has it: the wake-up's own mark.</summary>
    private const ulong WakeUpMark = ulong.MaxValue;

    private readonly SafeFileHandle epoll;
    private readonly SafeFileHandle wakeUp;
    private readonly ConcurrentQueue<Action> posted = new();
    private readonly List<PollRegistration?> slots = [];
    private readonly Stack<int> freeSlots = new();
    private readonly Thread thread;
    private uint generation;
    private int wakeUpPending;
    private volatile bool stopping;

    public Poller(string name)
    {
        epoll = new SafeFileHandle(Errno.Check(PollCalls.EpollCreate(PollCalls.EpollCloseOnExec), "epoll_create1"), ownsHandle: true);
        wakeUp = new SafeFileHandle(Errno.Check(PollCalls.EventFd(0, PollCalls.EventFdCloseOnExecNonBlocking), "eventfd"), ownsHandle: true);
        Control(PollCalls.Add, Raw(wakeUp), Ready.Read, WakeUpMark);
        thread = new Thread(Run) { Name = name, IsBackground = true };
        thread.Start();
    }

    /// <summary>An exception out of a handler or a posted action, on the poller's thread.</summary>
    public event Action<Exception>? Faulted;

    public bool IsOnThread => Thread.CurrentThread == thread;

    /// <summary>Runs the action on the poller's thread, after what was posted before it. Safe from any thread.</summary>
    public void Post(Action action)
    {
        posted.Enqueue(action);
        WakeUp();
    }

    /// <summary>Makes the loop turn once more; cheap when it is about to anyway. Safe from any thread, allocates nothing.</summary>
    public void WakeUp()
    {
        if (Interlocked.Exchange(ref wakeUpPending, 1) != 0)
            return;
        Span<byte> one = [1, 0, 0, 0, 0, 0, 0, 0];
        Descriptors.Write(Raw(wakeUp), one);
    }

    /// <summary>Called once a turn of the loop, after the handlers; for work that other threads leave without posting it.</summary>
    public event Action? Turned;

    /// <param name="descriptor">Non-blocking; stays the caller's, who disposes of the registration before closing it.</param>
    public PollRegistration Register(int descriptor, Ready interest, IPollHandler handler)
    {
        AssertOnThread();
        if (!freeSlots.TryPop(out var slot))
        {
            slot = slots.Count;
            slots.Add(null);
        }

        var registration = new PollRegistration(this, descriptor, interest, handler, slot, ++generation);
        Control(PollCalls.Add, descriptor, interest, MarkOf(registration));
        slots[slot] = registration;
        return registration;
    }

    /// <summary>Ends the loop and waits for it; descriptors are not closed.</summary>
    public void Dispose()
    {
        if (stopping)
            return;
        stopping = true;
        WakeUp();
        if (!IsOnThread)
            thread.Join();
        epoll.Dispose();
        wakeUp.Dispose();
    }

    internal void Change(PollRegistration registration)
    {
        AssertOnThread();
        if (IsCurrent(registration))
            Control(PollCalls.Modify, registration.Descriptor, registration.Interest, MarkOf(registration));
    }

    internal void Remove(PollRegistration registration)
    {
        AssertOnThread();
        if (!IsCurrent(registration))
            return;
        slots[registration.Slot] = null;
        freeSlots.Push(registration.Slot);
        Control(PollCalls.Delete, registration.Descriptor, Ready.None, 0);
    }

    private bool IsCurrent(PollRegistration registration) => ReferenceEquals(slots[registration.Slot], registration);

    /// <summary>The generation tells an event of a descriptor that was closed in the same batch from one of its successor in the slot.</summary>
    private static ulong MarkOf(PollRegistration registration) => (ulong)registration.Generation << 32 | (uint)registration.Slot;

    private static int Raw(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private unsafe void Control(int operation, int descriptor, Ready interest, ulong mark)
    {
        var record = stackalloc byte[EpollRecord.Size];
        EpollRecord.Write(record, (uint)interest, mark);
        Errno.Check(PollCalls.EpollControl(Raw(epoll), operation, descriptor, record), "epoll_ctl");
    }

    private unsafe void Run()
    {
        var records = stackalloc byte[BatchSize * EpollRecord.Size];
        while (!stopping)
        {
            var count = PollCalls.EpollWait(Raw(epoll), records, BatchSize, -1);
            if (count < 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted)
                Errno.Check(count, "epoll_wait");
            for (var i = 0; i < count; i++)
                Dispatch(EpollRecord.Read(records + i * EpollRecord.Size));
            RunPosted();
            Guarded(Turned);
        }
    }

    private void Dispatch((uint Events, ulong Mark) record)
    {
        if (record.Mark == WakeUpMark)
        {
            Span<byte> count = stackalloc byte[8];
            Descriptors.Read(Raw(wakeUp), count);
            // a full barrier: whoever still saw 1 has left its work where this turn looks for it
            Interlocked.Exchange(ref wakeUpPending, 0);
            return;
        }

        var registration = slots[(int)(uint)record.Mark];
        if (registration is null || registration.Generation != (uint)(record.Mark >> 32))
            return;
        try
        {
            registration.Handler.OnReady((Ready)record.Events);
        }
        catch (Exception e)
        {
            Faulted?.Invoke(e);
        }
    }

    /// <summary>
    /// On the poller's thread, within <see cref="Turned"/>: runs what was posted until now. For who finds work that another thread has left
    /// after posting something that goes before it.
    /// </summary>
    public void RunPosted()
    {
        AssertOnThread();
        // no more than are there now: an action that posts again must not keep the descriptors waiting
        for (var left = posted.Count; left > 0 && posted.TryDequeue(out var action); left--)
            Guarded(action);
        if (!posted.IsEmpty)
            WakeUp();
    }

    private void Guarded(Action? action)
    {
        try
        {
            action?.Invoke();
        }
        catch (Exception e)
        {
            Faulted?.Invoke(e);
        }
    }

    private void AssertOnThread()
    {
        if (!IsOnThread)
            throw new InvalidOperationException("descriptors are handled on the poller's own thread");
    }
}
