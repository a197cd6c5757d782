using System.IO.MemoryMappedFiles;

namespace Engine.Standby;

/// <summary>
/// Signs of life of an active engine in shared memory: a small mapped file in the data directory, which the active writes and its standbys
/// read. Times are timestamps of the machine's monotonic clock. No lock, no system call a beat.
/// </summary>
public sealed class Heartbeat : IDisposable
{
    public const string FileName = "heartbeat";

    private const int FileOctets = 4096;
    private const int ProcessOffset = 0;
    private const int LoopOffset = 64;
    private const int PartitionsOffset = 128;
    private const int PositionOffset = 192;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    private Heartbeat(MemoryMappedFile file) => (this.file, view) = (file, file.CreateViewAccessor(0, FileOctets));

    /// <summary>Whose heart it is.</summary>
    public int ProcessId { get => view.ReadInt32(ProcessOffset); set => view.Write(ProcessOffset, value); }

    /// <summary>When the active's main loop last turned: a process that was stopped, or whose runtime stands still, beats no more.</summary>
    public long Loop { get => view.ReadInt64(LoopOffset); set => view.Write(LoopOffset, value); }

    /// <summary>When the partition that is furthest behind last had nothing left to do, or was about to begin.</summary>
    public long Partitions { get => view.ReadInt64(PartitionsOffset); set => view.Write(PartitionsOffset, value); }

    /// <summary>Position of the journal's newest record.</summary>
    public long Position { get => view.ReadInt64(PositionOffset); set => view.Write(PositionOffset, value); }

    /// <exception cref="IOException">The file can't be made or mapped.</exception>
    public static Heartbeat Open(string directory)
    {
        using var stream = new FileStream(Path.Combine(directory, FileName), new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        if (stream.Length < FileOctets)
            stream.SetLength(FileOctets);
        return new Heartbeat(MemoryMappedFile.CreateFromFile(stream, null, FileOctets, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None,
            leaveOpen: true));
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }
}
