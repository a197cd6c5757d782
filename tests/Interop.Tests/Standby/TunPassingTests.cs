using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Interop.Tests.Support;
using Lab.Foreign;
using Lab.Nodes;
using Lab.Phone;
using Lab.Scene;

namespace Interop.Tests.Standby;

/// <summary>
/// A real TUN device and the system's ping, in a network namespace of their own. A TUN device whose process dies loses its carrier and its routes stop
/// working; one that a standby holds too doesn't, so the kernel has nothing to report and ping goes on.
/// </summary>
[Collection(ProcessesCollection.Name)]
public sealed class TunPassingTests
{
    private const string Device = "bras0";

    [ForeignFact("ip", "nsenter", "ping", NeedsRoot = true)]
    public async Task CarrierRoutesAndPingGoOn()
    {
        await using var network = await OwnNamespace.Make();
        var directory = Directory.CreateTempSubdirectory("bras-tun-").FullName;
        var files = new LabFiles(directory, new LabNetwork(77, 77));
        var site = new LabSite(0);
        var phones = new PhoneNetwork(TimeProvider.System, seed: 1);
        phones.Add(site.Settings, TimeSpan.FromMilliseconds(100));
        using var modems = new ModemRack(phones, 1);
        var logs = new List<NodeLog>();
        var processes = new List<NodeProcess>();
        try
        {
            var lac = Start("Lac.Node", files.Write("lac.json", files.Lac(0, [modems.Modems[0].Device])));
            await lac.WaitFor("the LAC", line => line.Event == "NodeStarted");
            var lns = files.Write("lns.json", Lns(files, site));
            await Start("Lns.Node", lns).WaitFor("the LNS", line => line.Event == "NodeStarted");
            var second = Start("Lns.Node", lns);
            await second.WaitFor("a standby", line => line.Event == "StandbyWaiting");
            // a call that finds no line is not tried again for minutes
            await Patience.Until("a free line", () => OperationsClient.Rows(files.LacSocket(), "show-lines"),
                rows => rows.All(row => row.GetProperty("state").GetString() == "free"));
            var routes = await network.RunInside("ip", "-o", "route");
            routes.ShouldContain(Device);

            using var monitor = new LineReader(network.StartInside("ip", "-o", "monitor", "link", "route"));
            using var ping = new LineReader(network.StartInside("ping", "-n", "-i", "0.05", site.Target.ToString()));
            await ping.More("icmp_seq", 20);
            await processes[1].Kill();
            await second.WaitFor("the take-over", line => line.Event == "TakenOver");
            await ping.More("icmp_seq", 20);
            var third = Start("Lns.Node", lns);
            await third.WaitFor("a standby", line => line.Event == "StandbyWaiting");
            processes[2].Freeze();
            await third.WaitFor("the take-over", line => line.Event == "TakenOver");
            await ping.More("icmp_seq", 20);

            monitor.Lines.ShouldNotContain(line => line.Contains(Device, StringComparison.Ordinal), "the kernel has nothing to say about the device");
            (await network.RunInside("ip", "-o", "link", "show", Device)).ShouldContain("LOWER_UP");
            (await network.RunInside("ip", "-o", "route")).ShouldBe(routes);
            ping.Lines.ShouldNotContain(line => line.Contains("nreachable", StringComparison.Ordinal));
            phones.Rung[site.Number].ShouldBe(1);
            // what the monitor would have said: nobody holds the device any more
            await processes[3].Kill();
            await Patience.Until("the end of the device", () => Task.FromResult(monitor.Count(Device)), count => count > 0);
        }
        finally
        {
            foreach (var process in processes) process.Dispose();
            Directory.Delete(directory, recursive: true);
        }

        NodeLog Start(string project, string configuration)
        {
            var log = new NodeLog();
            logs.Add(log);
            processes.Add(NodeProcess.Start(project, configuration, Path.Combine(directory, $"node{processes.Count}.log"), log.Take, null, network.Within));
            return log;
        }
    }

    /// <summary>The lab's RADIUS server is outside of the namespace, so the configuration knows the site.</summary>
    private static JsonObject Lns(LabFiles files, LabSite site)
    {
        var lns = files.Lns(new IPEndPoint(IPAddress.Loopback, 1812), 1813, LabFiles.RadiusSecret, $"tun:{Device}");
        lns["virtualRouters"]![0]!["dialOutRoutes"]![0]!["aaa"] = "local";
        lns["sites"] = new JsonArray(new JsonObject
        {
            ["name"] = site.Name, ["domain"] = LabSite.Domain, ["prefix"] = site.Network.ToString(), ["number"] = site.Number, ["pppUsername"] = "lns",
            ["pppPassword"] = site.CallerPassword,
            ["lacs"] = new JsonArray(new JsonObject { ["address"] = new LabNetwork(77, 77).Lac().ToString(), ["secret"] = LabFiles.TunnelSecret }),
            ["user"] = new JsonObject
            {
                ["name"] = site.Name, ["password"] = site.Password, ["address"] = site.Target.ToString(), ["routes"] = new JsonArray(site.Network.ToString()),
            },
        });
        return lns;
    }

    /// <summary>A program's output, line by line, until it is disposed of.</summary>
    private sealed class LineReader : IDisposable
    {
        private readonly Process process;

        public LineReader(Process process)
        {
            this.process = process;
            process.OutputDataReceived += (_, e) => { if (e.Data is { } line) Lines.Enqueue(line); };
            process.BeginOutputReadLine();
        }

        public ConcurrentQueue<string> Lines { get; } = new();

        public Task More(string text, int count)
        {
            var before = Count(text);
            return Patience.Until($"{count} more lines with {text}", () => Task.FromResult(Count(text)), now => now >= before + count);
        }

        public void Dispose()
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }

        public int Count(string text) => Lines.Count(line => line.Contains(text, StringComparison.Ordinal));
    }
}
