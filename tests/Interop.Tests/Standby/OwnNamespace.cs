using System.Diagnostics;

namespace Interop.Tests.Standby;

/// <summary>A network namespace with a loopback device that is up; gone after the test, with whatever devices are left in it. Takes root.</summary>
public sealed class OwnNamespace : IAsyncDisposable
{
    private OwnNamespace(string name) => Name = name;

    public string Name { get; }

    /// <summary>What makes a program run inside: it becomes that program.</summary>
    public IReadOnlyList<string> Within => ["nsenter", $"--net=/run/netns/{Name}", "--"];

    public static async Task<OwnNamespace> Make()
    {
        var made = new OwnNamespace($"bras-standby-{Environment.ProcessId}");
        await Run("ip", "netns", "add", made.Name);
        await made.RunInside("ip", "link", "set", "lo", "up");
        return made;
    }

    public Task<string> RunInside(params string[] command) => Run([.. Within, .. command]);

    public Process StartInside(params string[] command)
    {
        string[] all = [.. Within, .. command];
        return Process.Start(new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true })!;
    }

    public async ValueTask DisposeAsync() => await Run("ip", "netns", "delete", Name);

    private static async Task<string> Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', command)}: {errors}");
    }
}
