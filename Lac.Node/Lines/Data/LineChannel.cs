using Platform;
using Platform.Polling;

namespace Lac.Node.Lines.Data;

/// <summary>Who gets what a channel reads.</summary>
interface ILineEnd
{
    /// <param name="octets">Valid until it returns.</param>
    void OnInput(ReadOnlySpan<byte> octets);

    /// <summary>The far end is gone; the channel is to be disposed of.</summary>
    void OnHangUp();
}

/// <summary>A line's descriptor in the poller: reads as it comes, writes at once or queues. Doesn't own the descriptor.</summary>
sealed class LineChannel : IPollHandler, IDisposable
{
    /// <summary>One read; a line that has more gets its next turn after the others.</summary>
    private const int ReadSize = 4096;

    /// <summary>One buffer for all lines: they are read one after another, on one thread.</summary>
    [ThreadStatic]
    private static byte[]? readBuffer;

    private readonly ILineEnd end;
    private readonly OutputQueue queue;
    private readonly PollRegistration registration;
    private bool disposed;

    public LineChannel(Poller poller, int descriptor, ILineEnd end, int queueOctets)
    {
        this.end = end;
        queue = new OutputQueue(queueOctets);
        registration = poller.Register(descriptor, Ready.Read, this);
    }

    /// <summary>Whole or not at all.</summary>
    /// <returns>False when there is no room.</returns>
    public bool TrySend(ReadOnlySpan<byte> octets)
    {
        if (disposed || octets.Length > queue.Free)
            return false;
        if (queue.Length == 0)
        {
            var written = Descriptors.Write(registration.Descriptor, octets);
            if (written == Descriptors.Gone)
                return true; // the hang-up is on its way
            octets = octets[Math.Max(written, 0)..];
        }

        queue.Enqueue(octets);
        if (queue.Length > 0)
            registration.Interest = Ready.Read | Ready.Write;
        return true;
    }

    public void OnReady(Ready ready)
    {
        if ((ready & Ready.Write) != 0)
            Flush();
        if (!disposed && (ready & (Ready.Read | Ready.HangUp | Ready.Error)) != 0)
            Read();
    }

    public void Dispose()
    {
        disposed = true;
        registration.Dispose();
    }

    private void Read()
    {
        var buffer = readBuffer ??= new byte[ReadSize];
        var count = Descriptors.Read(registration.Descriptor, buffer);
        if (count > 0)
            end.OnInput(buffer.AsSpan(0, count));
        else if (count == Descriptors.Gone)
            end.OnHangUp();
    }

    private void Flush()
    {
        while (queue.Length > 0)
        {
            var written = Descriptors.Write(registration.Descriptor, queue.Front);
            if (written <= 0)
                return;
            queue.Remove(written);
        }

        registration.Interest = Ready.Read;
    }
}
