namespace Engine.Journal;

/// <summary>A data directory that this process alone may write, and that has been seen to take data.</summary>
public sealed class DataDirectory : IDisposable
{
    public const string JournalFileName = "journal.db";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryLock directoryLock;

    private DataDirectory(string path, DirectoryLock directoryLock) => (Path, this.directoryLock) = (path, directoryLock);

    public string Path { get; }

    public string JournalPath => System.IO.Path.Combine(Path, JournalFileName);

    /// <exception cref="JournalUnavailableException">Not there and not to be made, not writable, full, or taken.</exception>
    public static DataDirectory Open(string path)
    {
        Make(path);
        return Own(path, DirectoryLock.Take(path));
    }

    /// <param name="isKnownToTakeData">Another process has written there a moment ago, and time is short.</param>
    /// <returns>Null when another process is active there.</returns>
    /// <exception cref="JournalUnavailableException">Not there and not to be made, not writable, or full.</exception>
    public static DataDirectory? TryOpen(string path, bool isKnownToTakeData = false)
    {
        Make(path);
        if (DirectoryLock.TryTake(path, out _) is not { } directoryLock)
            return null;
        return isKnownToTakeData ? new DataDirectory(path, directoryLock) : Own(path, directoryLock);
    }

    public void Dispose() => directoryLock.Dispose();

    private static void Make(string path)
    {
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException(path, $"the data directory can't be made: {e.Message}", e);
        }
    }

    private static DataDirectory Own(string path, DirectoryLock directoryLock)
    {
        try
        {
            Probe(path);
            return new DataDirectory(path, directoryLock);
        }
        catch
        {
            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>A disk that is full or broken says so here rather than in the middle of the first call.</summary>
    private static void Probe(string directory)
    {
        var path = System.IO.Path.Combine(directory, "probe");
        try
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose, BufferSize = 0,
            });
            file.Write(new byte[Limits.ProbeBytes]);
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException(directory, $"the data directory takes no data: {e.Message}", e);
        }
    }
}
