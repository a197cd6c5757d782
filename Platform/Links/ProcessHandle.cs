using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Platform.Links;

/// <summary>A process by descriptor (pidfd_open(2)): it can't be mistaken for a later one with the same number.</summary>
public sealed class ProcessHandle : IDisposable
{
    private const int SigKill = 9;

    private readonly SafeFileHandle handle;

    private ProcessHandle(int id, SafeFileHandle handle) => (Id, this.handle) = (id, handle);

    public int Id { get; }

    /// <summary>Readable once the process has ended.</summary>
    public SafeHandle Handle => handle;

    public bool HasExited
    {
        get
        {
            Span<bool> ended = stackalloc bool[1];
            return DescriptorWait.Any([handle], ended, 0) > 0;
        }
    }

    /// <summary>
    /// Whether it is stopped by a signal (state T of proc(5)): its threads stand still, and only another signal changes that. One that a debugger
    /// holds (t) is not.
    /// </summary>
    public bool IsStopped
    {
        get
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{Id}/stat");
                // the name in parentheses may hold anything
                return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart() is ['T', ..] && !HasExited;
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    /// <returns>Null when there is no such process, or none that we may see.</returns>
    public static ProcessHandle? TryOpen(int id)
    {
        if (id <= 0)
            return null;
        var descriptor = LinkCalls.OpenProcess(id);
        return descriptor < 0 ? null : new ProcessHandle(id, PacketNative.Own(descriptor));
    }

    /// <summary>SIGKILL, which a stopped process gets too.</summary>
    /// <returns>False when it had ended already or isn't ours to kill.</returns>
    public bool Kill() => LinkCalls.SignalProcess(handle, SigKill) == 0;

    public void Dispose() => handle.Dispose();
}
