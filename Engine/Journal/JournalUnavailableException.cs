namespace Engine.Journal;

/// <summary>The journal can't be opened, read or written. The message is for the operator: path and cause in plain words.</summary>
public class JournalUnavailableException(string path, string cause, Exception? inner = null)
    : Exception($"journal {path}: {cause}", inner)
{
    public string Path { get; } = path;

    public string Reason { get; } = cause;

    /// <summary>Whether the same write may succeed later (no space, busy), so that it makes sense to try again.</summary>
    public bool MayPass { get; init; }
}
