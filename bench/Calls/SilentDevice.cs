using Platform;

namespace Bench.Calls;

/// <summary>A network without packets.</summary>
internal sealed class SilentDevice : IPacketDevice
{
    private readonly ManualResetEventSlim stopped = new();

    public string Name => "silent";

    public int Read(Span<byte> buffer)
    {
        stopped.Wait();
        return 0;
    }

    public bool Write(ReadOnlySpan<byte> packet) => true;

    public void Stop() => stopped.Set();

    public void Dispose() => stopped.Set();
}
