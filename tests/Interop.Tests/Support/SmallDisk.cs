using System.Diagnostics;

namespace Interop.Tests.Support;

/// <summary>A file system of its own for a data directory, small enough to be filled.</summary>
public sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 32;
    private const int BlockOctets = 4096;

    public SmallDisk(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=0700", "tmpfs", Path);
    }

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>To the last octet.</summary>
    public void Fill()
    {
        try
        {
            using var file = new FileStream(Ballast, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
            for (var blocks = 0; blocks <= Megabytes * 1024 * 1024 / BlockOctets; blocks++)
                file.Write(new byte[BlockOctets]);
        }
        catch (IOException)
        {
            return;
        }
        throw new InvalidOperationException($"{Path} takes more than it should hold");
    }

    public void Clear() => File.Delete(Ballast);

    // a process that is still on its way out keeps it busy: it goes when that has gone
    public void Dispose() => Run("umount", "--lazy", Path);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
