using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lab.Topology;

/// <summary>A network namespace with a name (ip-netns(8)), of one host of a lab. Root.</summary>
public sealed partial class NetworkNamespace
{
    private const string Folder = "/run/netns/";
    private const int CloneNewNet = 0x40000000;

    private NetworkNamespace(string name) => Name = name;

    public string Name { get; }

    public string Path => Folder + Name;

    public static async Task<NetworkNamespace> Create(string name)
    {
        await Command.Run("ip", "netns", "add", name);
        var made = new NetworkNamespace(name);
        await made.Ip("link", "set", "lo", "up");
        return made;
    }

    /// <summary>Those that are there, by the beginning of their names.</summary>
    public static IEnumerable<NetworkNamespace> Find(string prefix) => Directory.Exists(Folder)
        ? Directory.GetFiles(Folder, prefix + "*").Select(file => new NetworkNamespace(System.IO.Path.GetFileName(file)))
        : [];

    public Task Ip(params string[] arguments) => Command.Run("ip", ["-n", Name, .. arguments]);

    public Task<string> IpJson(params string[] arguments) => Command.Run("ip", ["-n", Name, "-j", .. arguments]);

    /// <summary>Settings of this namespace's own network (net.*).</summary>
    public Task Set(params string[] settings) => Command.Run("nsenter", [$"--net={Path}", "sysctl", "-q", "-w", .. settings]);

    /// <summary>The command line that runs a program here; <c>nsenter</c> becomes it, so the process id is the program's own.</summary>
    public IReadOnlyList<string> CommandLine(string program, params IReadOnlyList<string> arguments) => [.. Within, program, .. arguments];

    /// <summary>What stands before a program that shall run here.</summary>
    public IReadOnlyList<string> Within => ["nsenter", $"--net={Path}"];

    /// <summary>Opens sockets here: they stay here, whichever thread uses them later.</summary>
    public T Enter<T>(Func<T> open)
    {
        T? result = default;
        Exception? fault = null;
        // a thread that ends afterwards: the namespace is a property of the thread
        var thread = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle(Path);
                if (SetNamespace(handle, CloneNewNet) != 0) throw new IOException($"{Path}: errno {Marshal.GetLastPInvokeError()}");
                result = open();
            }
            catch (Exception e)
            {
                fault = e;
            }
        });
        thread.Start();
        thread.Join();
        return fault is null ? result! : throw new InvalidOperationException($"in {Name}: {fault.Message}", fault);
    }

    /// <summary>Processes that live here.</summary>
    public async Task<IReadOnlyList<int>> Processes() =>
        [.. (await Command.Run("ip", "netns", "pids", Name)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    /// <summary>Ends what lives here, then removes it.</summary>
    public async Task Delete()
    {
        foreach (var id in await Processes())
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
                await process.WaitForExitAsync();
            }
            catch (ArgumentException)
            {
                // it has ended by itself
            }
        await Command.Run("ip", "netns", "delete", Name);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle descriptor, int kind);
}
