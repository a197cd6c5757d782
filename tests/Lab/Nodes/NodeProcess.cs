using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lab.Nodes;

/// <summary>A node as a process of its own, with its JSON log in a file and in the hands of whoever listens.</summary>
public sealed partial class NodeProcess : IDisposable
{
    private const int SigTerm = 15;
    private const int SigStop = 19;
    private const int SigContinue = 18;

    // waitid(2): what it is asked, and the size of what it tells
    private const int OneProcess = 1;
    private const int Stopped = 2;
    private const int Exited = 4;
    private const int LeaveWaitable = 0x01000000;
    private const int SignalInfoOctets = 128;
    private const int Interrupted = 4;

    private readonly Process process;
    private readonly StreamWriter log;
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> errors = [];
    private readonly Lock writing = new();

    private NodeProcess(Process process, string logFile)
    {
        this.process = process;
        LogFile = logFile;
        log = new StreamWriter(new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    /// <summary>Each line of the log, on the reader's thread.</summary>
    public event Action<JsonElement>? Logged;

    public string LogFile { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    public string Errors { get { lock (writing) return string.Join('\n', errors); } }

    /// <param name="project">Lns.Node or Lac.Node.</param>
    /// <param name="within">A command that becomes the program given to it, such as nsenter with its options.</param>
    public static NodeProcess Start(string project, string configFile, string logFile, Action<JsonElement>? onLog = null,
        IReadOnlyDictionary<string, string>? environment = null, params IReadOnlyList<string> within)
    {
        string[] command = [.. within, "dotnet", Repository.Assembly(project), "--config", configFile];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Some dozens of nodes and their peers share two cores in a test run: one heap each, collected when need be.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var node = new NodeProcess(Process.Start(start)!, logFile);
        if (onLog is not null) node.Logged += onLog;
        node.process.OutputDataReceived += (_, e) => node.OnLine(e.Data);
        node.process.ErrorDataReceived += (_, e) => node.OnError(e.Data);
        node.process.BeginOutputReadLine();
        node.process.BeginErrorReadLine();
        return node;
    }

    /// <summary>Completes when the node says that it is up.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message is what it said.</exception>
    public async Task WhenStarted(TimeSpan patience)
    {
        var exit = process.WaitForExitAsync();
        await Task.WhenAny(started.Task, exit).WaitAsync(patience);
        if (!started.Task.IsCompleted) throw new InvalidOperationException($"{Path.GetFileName(LogFile)}: exit code {process.ExitCode}: {Errors}");
    }

    /// <summary>Waits for it to end by itself; then its output is read to the end.</summary>
    public Task WhenExited(TimeSpan patience) => process.WaitForExitAsync().WaitAsync(patience);

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and waits.</summary>
    public async Task<int> Terminate(TimeSpan patience)
    {
        if (!process.HasExited) Signal(process.Id, SigTerm);
        await process.WaitForExitAsync().WaitAsync(patience);
        return process.ExitCode;
    }

    /// <summary>SIGSTOP, until every thread of it stands still: one that runs has yet to hear of it, and may say something more.</summary>
    public unsafe void Freeze()
    {
        Signal(process.Id, SigStop);
        var told = stackalloc byte[SignalInfoOctets];
        while (WaitId(OneProcess, (uint)process.Id, told, Stopped | Exited | LeaveWaitable) != 0 && Marshal.GetLastPInvokeError() == Interrupted)
        {
        }
    }

    public void Thaw() => Signal(process.Id, SigContinue);

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
        lock (writing) log.Dispose();
    }

    private void OnLine(string? line)
    {
        if (line is null) return;
        lock (writing)
        {
            if (log.BaseStream.CanWrite) log.WriteLine(line);
        }
        try
        {
            using var parsed = JsonDocument.Parse(line);
            if (parsed.RootElement.TryGetProperty("event", out var name) && name.GetString() == "NodeStarted") started.TrySetResult();
            Logged?.Invoke(parsed.RootElement);
        }
        catch (JsonException)
        {
            OnError(line);
        }
    }

    private void OnError(string? line)
    {
        if (line is null) return;
        lock (writing)
        {
            errors.Add(line);
            if (log.BaseStream.CanWrite) log.WriteLine(line);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static unsafe partial int WaitId(int kind, uint id, byte* told, int options);
}
