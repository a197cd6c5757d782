using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Lab.Foreign;

/// <param name="Address">Its own, port 1701.</param>
/// <param name="Secret">Of its tunnels; it sends a challenge.</param>
public sealed record Xl2tpdSettings(IPAddress Address, string HostName, string Secret)
{
    /// <summary>A LAC that it may dial as an LNS (<see cref="Xl2tpd.Dial"/>).</summary>
    public IPAddress? Lac { get; init; }

    /// <summary>Stands in for pppd, which needs a kernel with PPP: a script that speaks PPP on its standard input and output.</summary>
    public string? PppProgram { get; init; }

    /// <summary>Numbers to dial: it wants to find a file of options for each.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];
}

/// <summary>
/// xl2tpd in a mount name space of its own, where another program lies over pppd and an empty /var over the system's. Root. Ended by its own
/// process id.
/// </summary>
public sealed partial class Xl2tpd : IAsyncDisposable
{
    private const int SigTerm = 15;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly string directory = Directory.CreateTempSubdirectory("xl2tpd-").FullName;
    private readonly StringBuilder output = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> waiting = [];
    private readonly Process process;

    private Xl2tpd(Xl2tpdSettings settings)
    {
        File.WriteAllText(Path.Combine(directory, "conf"), Configuration(settings));
        File.WriteAllText(Path.Combine(directory, "secrets"), $"* * {settings.Secret}\n");
        File.WriteAllText(Path.Combine(directory, "options"), "");
        File.WriteAllText(Path.Combine(directory, "run.sh"), Script(settings));
        var unshare = ForeignProgram.Find("unshare") ?? throw new FileNotFoundException("unshare is not installed");
        process = Process.Start(new ProcessStartInfo(unshare, ["-m", "sh", "-e", Path.Combine(directory, "run.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All that it has printed so far.</summary>
    public string Output { get { lock (output) return output.ToString(); } }

    /// <returns>Once it listens.</returns>
    public static async Task<Xl2tpd> Start(Xl2tpdSettings settings)
    {
        var daemon = new Xl2tpd(settings);
        await daemon.WaitFor("Listening on IP address");
        return daemon;
    }

    /// <summary>As an LNS: a tunnel to its LAC and OCRQ with the number.</summary>
    public Task Dial(string number) => File.WriteAllTextAsync(Path.Combine(directory, "control"), $"o lac {number}\n").WaitAsync(Timeout);

    /// <exception cref="TimeoutException">It has not printed that; the message is what it has.</exception>
    public async Task WaitFor(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (output)
        {
            if (output.ToString().Contains(text, StringComparison.Ordinal)) return;
            waiting.Add((text, seen));
        }
        try
        {
            await seen.Task.WaitAsync(Timeout);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"xl2tpd has not said '{text}':\n{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) Signal(process.Id, SigTerm);
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private string Configuration(Xl2tpdSettings settings) => $"""
        [global]
        listen-addr = {settings.Address}
        auth file = {directory}/secrets
        force userspace = yes
        access control = no
        debug avp = yes
        debug state = yes
        debug tunnel = yes

        [lns default]
        ip range = 10.55.0.2-10.55.0.9
        local ip = 10.55.0.1
        hostname = {settings.HostName}
        challenge = yes
        length bit = yes
        pppoptfile = {directory}/options

        [lac lac]
        lns = {settings.Lac ?? IPAddress.Loopback}
        hostname = {settings.HostName}
        name = {settings.HostName}
        challenge = yes
        length bit = yes
        pppoptfile = {directory}/options

        """;

    private string Script(Xl2tpdSettings settings) => $"""
        mount -t tmpfs none /var
        mkdir -p /var/l2tp /var/run
        {string.Join('\n', settings.Numbers.Select(number => $"touch /var/l2tp/{number}.options"))}
        {(settings.PppProgram is { } ppp ? $"mount --bind {ppp} /usr/sbin/pppd" : "")}
        exec {ForeignProgram.Find("xl2tpd")} -D -c {directory}/conf -s {directory}/secrets -p {directory}/pid -C {directory}/control

        """;

    private void Read(string? line)
    {
        if (line is null) return;
        lock (output)
        {
            output.AppendLine(line);
            foreach (var (text, seen) in waiting)
                if (line.Contains(text, StringComparison.Ordinal)) seen.TrySetResult();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);
}
