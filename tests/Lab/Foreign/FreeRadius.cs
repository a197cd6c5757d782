using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lab.Foreign;

/// <param name="Secret">Shared with clients on 127.0.0.1.</param>
/// <param name="Users">Text of the users file.</param>
public sealed record FreeRadiusSettings(string Secret, string Users)
{
    /// <summary>Ask for a Message-Authenticator in Access-Requests.</summary>
    public bool RequireMessageAuthenticator { get; init; } = true;

    /// <summary>Put one into the answers; FreeRADIUS 3.2.1 does not unless told.</summary>
    public bool SendMessageAuthenticator { get; init; } = true;

    public bool AnswerStatusServer { get; init; } = true;

    /// <summary>Ports of one that was stopped, to start it again; null: two that are free.</summary>
    public (IPEndPoint Authentication, IPEndPoint Accounting)? EndPoints { get; init; }
}

/// <summary>A FreeRADIUS of our own: private configuration, loopback, ports that were free a moment ago. Ended by its own process id.</summary>
public sealed class FreeRadius : IAsyncDisposable
{
    /// <summary>It loads its dictionaries first, and the machine may be busy.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly string directory = Directory.CreateTempSubdirectory("freeradius-").FullName;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? process;

    private FreeRadius(FreeRadiusSettings settings)
    {
        (Authentication, Accounting) = settings.EndPoints ?? FreePorts();
        FreeRadiusFiles.Write(directory, settings, Authentication.Port, Accounting.Port);
    }

    public IPEndPoint Authentication { get; }

    public IPEndPoint Accounting { get; }

    /// <summary>All that it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>The accounting records that it has written, in its <c>detail</c> format.</summary>
    public string Detail => File.Exists(DetailFile) ? File.ReadAllText(DetailFile) : "";

    private string DetailFile => Path.Combine(directory, "detail");

    /// <returns>Once it is ready to process requests.</returns>
    public static async Task<FreeRadius> Start(FreeRadiusSettings settings)
    {
        var server = new FreeRadius(settings);
        try
        {
            server.Launch();
            await server.ready.Task.WaitAsync(StartTimeout);
            return server;
        }
        catch (Exception exception)
        {
            var printed = server.Output;
            await server.DisposeAsync();
            throw new InvalidOperationException($"freeradius did not start: {exception.Message}\n{printed}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(directory, recursive: true);
    }

    private void Launch()
    {
        var program = ForeignProgram.Find("freeradius") ?? throw new FileNotFoundException("freeradius is not installed");
        var start = new ProcessStartInfo(program, ["-f", "-xx", "-l", "stdout", "-d", directory])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("it ended"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
        if (line.Contains("Ready to process requests", StringComparison.Ordinal))
            ready.TrySetResult();
    }

    /// <summary>Two different ones: both are open before either is closed.</summary>
    private static (IPEndPoint, IPEndPoint) FreePorts()
    {
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var second = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        first.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        second.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)first.LocalEndPoint!, (IPEndPoint)second.LocalEndPoint!);
    }
}
