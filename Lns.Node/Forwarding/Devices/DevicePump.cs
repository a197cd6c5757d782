namespace Lns.Node.Forwarding.Devices;

/// <summary>The thread that reads a virtual router's device and forwards what it gets.</summary>
public sealed class DevicePump : IDisposable
{
    private readonly VirtualRouter router;
    private readonly Downstream downstream;
    private readonly Action<Exception> onFault;
    private readonly Thread thread;
    private volatile bool stopping;

    public DevicePump(VirtualRouter router, Downstream downstream, Action<Exception> onFault)
    {
        (this.router, this.downstream, this.onFault) = (router, downstream, onFault);
        thread = new Thread(Run) { IsBackground = true, Name = $"device {router.Device.Name}" };
    }

    public void Start() => thread.Start();

    /// <summary>Stops reading; the device stays open for whoever owns it.</summary>
    public void Dispose()
    {
        stopping = true;
        router.Device.Stop();
        if (thread.ThreadState.HasFlag(ThreadState.Unstarted))
            return;
        thread.Join();
    }

    private void Run()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(Downstream.BufferOctets, pinned: true);
        while (!stopping)
        {
            try
            {
                var octets = router.Device.Read(buffer.AsSpan(Downstream.Headroom));
                if (octets > 0)
                    downstream.Forward(router, buffer.AsSpan(0, Downstream.Headroom + octets), mayTrigger: true);
            }
            catch (IOException gone)
            {
                onFault(gone);
                return;
            }
            catch (Exception fault)
            {
                onFault(fault);
            }
        }
    }
}
