using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Lab.Topology;

/// <summary>A program of others, in a namespace or in none of its own, with its output in a file; killed at disposal if it still runs.</summary>
public sealed partial class LabDaemon : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int SigQuit = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StreamWriter log;
    private readonly Lock writing = new();

    private LabDaemon(Process process, string logFile)
    {
        this.process = process;
        log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Each line of its output, on a reader's thread.</summary>
    public event Action<string>? Printed;

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public string Output { get { lock (writing) return output.ToString(); } }

    public static LabDaemon Start(NetworkNamespace? host, string logFile, IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        IReadOnlyList<string> line = [.. host?.Within ?? [], .. command];
        var start = new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new LabDaemon(Process.Start(start)!, logFile);
    }

    public Task WhenExited() => process.WaitForExitAsync();

    /// <summary>SIGTERM, and waits.</summary>
    public async Task Terminate()
    {
        if (!process.HasExited) _ = Signal(process.Id, SigTerm);
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>SIGQUIT, and waits.</summary>
    public async Task Quit()
    {
        if (!process.HasExited) _ = Signal(process.Id, SigQuit);
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process.Dispose();
        lock (writing) log.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (writing)
        {
            output.AppendLine(line);
            if (log.BaseStream is { CanWrite: true }) log.WriteLine(line);
        }
        Printed?.Invoke(line);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);
}
