using System.Diagnostics;

namespace Lab.Topology;

/// <summary>Short-lived programs of the system, such as <c>ip</c>.</summary>
public static class Command
{
    /// <returns>Its standard output.</returns>
    /// <exception cref="InvalidOperationException">It is missing or failed; the message is what it said.</exception>
    public static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {(await errors).Trim()}");
    }

    /// <summary>One that goes on; its output is the caller's to read.</summary>
    public static Process Start(string program, params string[] arguments)
    {
        var path = Foreign.ForeignProgram.Find(program) ?? throw new InvalidOperationException($"{program} is not installed");
        return Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
