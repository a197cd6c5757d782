using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lab.Nodes;
using Lab.Phone;
using Lab.Radius;

namespace Lab.Scene;

/// <summary>
/// LNS and LAC as real processes on loopback, a RADIUS server, a phone network with modems on ptys, and remote sites behind them. Put up
/// by <see cref="StartAsync"/>, taken down by disposal.
/// </summary>
public sealed class LabScene : IAsyncDisposable
{
    public const string TunDevice = "bras0";

    /// <summary>The standard one (RFC 2865 §3), so that readers of captures know what they see.</summary>
    private const int RadiusPort = 1812;

    /// <summary>A runtime that starts on two busy cores.</summary>
    public static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly LabOptions options;

    public LabScene(LabOptions options)
    {
        this.options = options;
        var random = new Random(options.Seed);
        Directory = options.Directory ?? System.IO.Directory.CreateTempSubdirectory("bras-lab-").FullName;
        System.IO.Directory.CreateDirectory(Directory);
        Network = options.Network ?? LabNetwork.Find(new Random());
        Files = new LabFiles(Directory, Network);
        Sites = [.. Enumerable.Range(0, options.Sites).Select(i => new LabSite(i))];
        Phones = new PhoneNetwork(TimeProvider.System, options.Seed);
        foreach (var site in Sites) Phones.Add(site.Settings, options.DialTime * (0.5 + random.NextDouble()));
        Modems = new ModemRack(Phones, options.Sites);
    }

    public string Directory { get; }

    public LabNetwork Network { get; }

    public LabFiles Files { get; }

    public IReadOnlyList<LabSite> Sites { get; }

    public PhoneNetwork Phones { get; }

    public ModemRack Modems { get; }

    public LabRadiusServer? Radius { get; private set; }

    public NodeProcess? Lns { get; private set; }

    public NodeProcess? Lac { get; private set; }

    public PingClient? Home { get; private set; }

    /// <summary>Lines of the nodes' logs, with whether it is the LAC's.</summary>
    public event Action<JsonElement, bool>? Logged;

    /// <summary>May change the configurations before they are written.</summary>
    public Action<JsonObject>? ChangeLns { get; init; }

    /// <inheritdoc cref="ChangeLns"/>
    public Action<JsonObject>? ChangeLac { get; init; }

    /// <summary>Of the LNS's first process, beside what it inherits.</summary>
    public IReadOnlyDictionary<string, string>? LnsEnvironment { get; init; }

    public async Task StartAsync()
    {
        var (authentication, accounting) = StartRadius();
        var lns = Files.Lns(authentication, accounting, options.RadiusSecret, options.Tun ? $"tun:{TunDevice}" : null);
        if (options.Pcap is { } pcap) lns["captureFile"] = Path.GetFullPath(pcap);
        ChangeLns?.Invoke(lns);
        var lac = Files.Lac(0, [.. Modems.Modems.Select(modem => modem.Device)]);
        ChangeLac?.Invoke(lac);
        Files.Write("lns.json", lns);
        Files.Write("lac.json", lac);
        StartLac();
        StartLns();
        await Task.WhenAll(Lns!.WhenStarted(StartPatience), Lac!.WhenStarted(StartPatience));
        await LinesReady();
        if (!options.Tun) Home = new PingClient(Files.HomeSocket, Path.Combine(Directory, "home-side.sock"), TimeProvider.System);
    }

    /// <summary>A LAC takes calls at once, and refuses those that find no initialised modem yet.</summary>
    public async Task LinesReady()
    {
        var begin = TimeProvider.System.GetTimestamp();
        while ((await OperationsClient.Rows(Files.LacSocket(), "show-lines")).Any(line => line.GetProperty("state").GetString() is "initialising" or "closed"))
        {
            if (TimeProvider.System.GetElapsedTime(begin) > StartPatience) throw new TimeoutException("the LAC's modems don't become ready");
            await Task.Delay(50);
        }
    }

    public void StartLns() => Lns = NodeProcess.Start("Lns.Node", Path.Combine(Directory, "lns.json"), Path.Combine(Directory, "lns.log"),
        line => Logged?.Invoke(line, false), LnsEnvironment);

    public void StartLac() => Lac = NodeProcess.Start("Lac.Node", Path.Combine(Directory, "lac.json"), Path.Combine(Directory, "lac.log"),
        line => Logged?.Invoke(line, true));

    public async ValueTask DisposeAsync()
    {
        Home?.Dispose();
        Lns?.Dispose();
        Lac?.Dispose();
        Modems.Dispose();
        if (Radius is not null) await Radius.DisposeAsync();
    }

    private (IPEndPoint Authentication, int AccountingPort) StartRadius()
    {
        if (options.Radius is { } foreign) return (foreign, foreign.Port + 1);
        var directory = new LabDirectory();
        foreach (var site in Sites)
        {
            directory.AddDialOut($"{site.Target}@{LabSite.Domain}",
                new LabDialOut(site.Number) { PppUsername = "lns", PppPassword = site.CallerPassword },
                new LabTunnel(Network.Lac()) { Secret = LabFiles.TunnelSecret, AssignmentId = "lab" });
            directory.AddSite(site.Name, site.Password, site.Target, $"{site.Network} 0.0.0.0 1");
        }
        Radius = new LabRadiusServer(new LabRadiusSettings { Secret = Encoding.ASCII.GetBytes(options.RadiusSecret), Address = Network.Radius, AuthenticationPort = RadiusPort, AccountingPort = RadiusPort + 1 }, directory);
        return (Radius.Authentication, Radius.Accounting.Port);
    }
}
