using System.Text;
using Engine.Journal;

namespace Engine.Sealing;

/// <summary>
/// A text file with one key a line, 32 octets in base64; empty lines and lines that begin with # don't count.
/// The first key seals, all of them open: a key is changed by putting a new line above it.
/// </summary>
public static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <exception cref="JournalUnavailableException">Missing, unreadable, open to others, or malformed.</exception>
    public static IReadOnlyList<JournalKey> Read(string path)
    {
        try
        {
            if ((File.GetUnixFileMode(path) & Others) != 0)
                throw new JournalUnavailableException(path, "the key file can be read or written by others; chmod 600 it");
            var keys = File.ReadLines(path).Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#').Select((line, index) => Parse(path, line, index)).ToList();
            return keys.Count > 0 ? keys : throw new JournalUnavailableException(path, "the key file holds no key");
        }
        catch (FileNotFoundException e)
        {
            throw new JournalUnavailableException(path, "the key file doesn't exist", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException(path, $"the key file can't be read: {e.Message}", e);
        }
    }

    /// <exception cref="JournalUnavailableException">It can't be written, or exists.</exception>
    public static JournalKey Create(string path)
    {
        var key = JournalKey.Generate();
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            Directory.CreateDirectory(folder);
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly,
            });
            file.Write(Encoding.ASCII.GetBytes($"# seals the journal; without it the journal can't be read\n{key.ToBase64()}\n"));
            file.Flush(flushToDisk: true);
            LibC.SyncDirectory(folder);
            return key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException(path, $"the key file can't be written: {e.Message}", e);
        }
    }

    private static JournalKey Parse(string path, string line, int index)
    {
        Span<byte> secret = stackalloc byte[JournalKey.Length + 1];
        return Convert.TryFromBase64String(line, secret, out var length) && length == JournalKey.Length
            ? new JournalKey(secret[..length])
            : throw new JournalUnavailableException(path, $"key {index + 1} of the key file is not {JournalKey.Length} octets in base64");
    }
}
