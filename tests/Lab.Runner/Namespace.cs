using System.Diagnostics;

namespace Lab.Runner;

/// <summary><c>--tun</c>: the lab starts itself again in a network namespace of its own, so that its device and routes touch nothing.</summary>
internal static class Namespace
{
    private const string Marker = "BRAS_LAB_NAMESPACE";

    public static bool IsInside => Environment.GetEnvironmentVariable(Marker) == "1";

    public static async Task<int> RunInside(IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("unshare", ["--net", "--", "dotnet", typeof(Namespace).Assembly.Location, .. args]);
        start.Environment[Marker] = "1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>A new namespace has a loopback device, and it is down.</summary>
    public static async Task RaiseLoopback()
    {
        using var ip = Process.Start("ip", ["link", "set", "lo", "up"]);
        await ip.WaitForExitAsync();
    }
}
