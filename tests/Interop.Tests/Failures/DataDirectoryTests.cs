using Interop.Tests.Support;

namespace Interop.Tests.Failures;

/// <summary>Without a journal there are no calls: the node says why and ends.</summary>
[Collection(ProcessesCollection.Name)]
public sealed class DataDirectoryTests
{
    [Theory]
    [InlineData("Lns.Node")]
    [InlineData("Lac.Node")]
    public async Task AnUnwritableDirectoryStopsTheNode(string project)
    {
        await using var bench = new Bench();
        var file = Path.Combine(bench.Directory, "file");
        await File.WriteAllTextAsync(file, "in the way");
        // below a file nobody may write, not even root
        var (exitCode, errors) = await RunToItsEnd(bench, project, Path.Combine(file, "data"));

        exitCode.ShouldBe(1, errors);
        errors.ShouldContain(file);
        errors.ShouldNotContain("   at ");
    }

    /// <summary>Of an LNS the second one becomes the standby: TakeoverTests.</summary>
    [Fact]
    public async Task ADirectoryThatIsInUseStopsTheSecondLac()
    {
        await using var bench = new Bench();
        await bench.StartAll();
        await bench.PingUntilAnswered(bench.Site.Target);

        var (exitCode, errors) = await RunToItsEnd(bench, "Lac.Node", Path.Combine(bench.Directory, "lac0"));

        exitCode.ShouldBe(1, errors);
        errors.ShouldContain("another process is active on this directory");
        errors.ShouldNotContain("   at ");
        await bench.OnePacketIsAnswered(bench.Site.Target, "the first node goes on");
    }

    /// <summary>A node with addresses and sockets of its own: the directory is all that it may stumble over.</summary>
    private static async Task<(int ExitCode, string Errors)> RunToItsEnd(Bench bench, string project, string dataDirectory)
    {
        if (bench.Radius is null) bench.StartRadius();
        var configuration = project == "Lns.Node"
            ? bench.Files.Lns(bench.Radius!.Authentication, bench.Radius.Accounting.Port, "secret", $"unix:{bench.Directory}/second-home.sock")
            : bench.Files.Lac(1, ["/dev/null"]);
        configuration["dataDirectory"] = dataDirectory;
        configuration["operationsSocket"] = Path.Combine(bench.Directory, "second.sock");
        configuration["l2tp"]!["endpoints"]![0]!["address"] = bench.Network.Host(99).ToString();
        var second = bench.Prepare(project, "second", configuration, change: null);

        second.Launch();
        await second.Process.WhenExited(Patience.Time);

        second.Log.Lines.ShouldNotContain(l => l.Event == "NodeStarted");
        File.Exists(Path.Combine(bench.Directory, "second.sock")).ShouldBeFalse("nobody is to ask a node that takes no calls");
        return (second.Process.ExitCode, second.Process.Errors);
    }
}
