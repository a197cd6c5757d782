using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lab.Phone;
using Lab.Radius;
using Lab.Scene;
using Lab.Silences;

namespace Interop.Tests.Support;

/// <summary>A lab of which each test starts the parts that it needs; the rest of the parts are foreign, or missing on purpose.</summary>
public sealed class Bench : IAsyncDisposable
{
    private readonly Dictionary<int, ModemRack> racks = [];
    private readonly List<Node> nodes = [];
    private PingClient? home;
    private ushort sequence;

    public Bench(int sites = 1)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("bras-interop-").FullName;
        Network = LabNetwork.Find(Random.Shared);
        Files = new LabFiles(Directory, Network);
        Sites = [.. Enumerable.Range(0, sites).Select(i => new LabSite(i))];
        foreach (var site in Sites) Phones.Add(site.Settings, TimeSpan.FromMilliseconds(100));
    }

    public string Directory { get; }

    public LabNetwork Network { get; }

    public LabFiles Files { get; }

    public IReadOnlyList<LabSite> Sites { get; }

    public LabSite Site => Sites[0];

    public PhoneNetwork Phones { get; } = new(TimeProvider.System, seed: 1);

    public LabRadiusServer Radius { get; private set; } = null!;

    /// <summary>Ports of the servers of this test, for those who read captures.</summary>
    public IReadOnlyList<int> RadiusPorts { get; private set; } = [];

    public Node Lns { get; private set; } = null!;

    public Node Lac { get; private set; } = null!;

    /// <summary>The lab's RADIUS server with every site in it, reached through the LACs in order of preference.</summary>
    /// <param name="change">May put other entries in the place of these.</param>
    public LabRadiusServer StartRadius(Action<LabDirectory>? change = null, params LabTunnel[] lacs)
    {
        var directory = new LabDirectory();
        if (lacs.Length == 0) lacs = [TunnelTo(0)];
        foreach (var site in Sites)
        {
            directory.AddDialOut(UserName(site), CallTo(site), lacs);
            directory.AddSite(site.Name, site.Password, site.Target, $"{site.Network} 0.0.0.0 1");
        }
        change?.Invoke(directory);
        return Radius = new LabRadiusServer(
            new LabRadiusSettings { Secret = Encoding.ASCII.GetBytes(LabFiles.RadiusSecret), Address = Network.Radius }, directory);
    }

    public static string UserName(LabSite site) => $"{site.Target}@{LabSite.Domain}";

    public static LabDialOut CallTo(LabSite site) => new(site.Number) { PppUsername = "lns", PppPassword = site.CallerPassword };

    public LabTunnel TunnelTo(int lac, uint preference = 0) =>
        new(Network.Lac(lac)) { Secret = LabFiles.TunnelSecret, AssignmentId = "lab", Preference = preference };

    /// <summary>An LNS of the lab's RADIUS server, or of the one at <paramref name="authentication"/>.</summary>
    public async Task<Node> StartLns(Action<JsonObject>? change = null, IPEndPoint? authentication = null, int? accountingPort = null,
        string secret = LabFiles.RadiusSecret, IReadOnlyDictionary<string, string>? environment = null)
    {
        var (server, records) = (authentication ?? Radius.Authentication, accountingPort ?? Radius.Accounting.Port);
        RadiusPorts = [server.Port, records];
        Lns = Prepare("Lns.Node", "lns", Files.Lns(server, records, secret), lns =>
        {
            BearsWithTheSlow(lns);
            change?.Invoke(lns);
        });
        Lns.Environment = environment;
        await Lns.Start();
        home = new PingClient(Files.HomeSocket, Path.Combine(Directory, "home-side.sock"), TimeProvider.System);
        return Lns;
    }

    /// <summary>A LAC with emulated modems, whose lines are ready.</summary>
    public async Task<Node> StartLac(int number = 0, int lines = 1, Action<JsonObject>? change = null, PhoneNetwork? phones = null)
    {
        var rack = racks[number] = new ModemRack(phones ?? Phones, lines);
        var lac = Prepare("Lac.Node", $"lac{number}", Files.Lac(number, [.. rack.Modems.Select(modem => modem.Device)]), change);
        if (number == 0) Lac = lac;
        await lac.Start();
        await LinesAre(lac, "free");
        return lac;
    }

    /// <summary>Radius, LAC and LNS, all as they should be.</summary>
    public async Task StartAll(Action<LabDirectory>? radius = null, int lines = 0, Action<JsonObject>? lns = null)
    {
        StartRadius(radius);
        await Task.WhenAll(StartLac(lines: lines == 0 ? Sites.Count : lines), StartLns(lns));
    }

    /// <summary>
    /// An LNS that gives up a LAC which never answers after 6 s, sooner than by RFC 2661's figures, and bears with one that a busy machine keeps from
    /// answering for as long; with its tunnels longer.
    /// </summary>
    public static void PassesOverTheSilent(JsonObject lns) => (lns["l2tp"]!["retransmitInitialMs"], lns["l2tp"]!["firstContactRetransmissions"],
        lns["l2tp"]!["maximumRetransmissions"]) = (200, 5, 6);

    /// <summary>An LNS that waits for a LAC's first answer for RFC 2661's whole cycle: no test goes on with a LAC that a busy machine has had locked out.</summary>
    public static void BearsWithTheSlow(JsonObject lns) => lns["l2tp"]!["firstContactRetransmissions"] = 5;

    public Node Prepare(string project, string name, JsonObject configuration, Action<JsonObject>? change)
    {
        change?.Invoke(configuration);
        var node = new Node(project, Directory, name, configuration);
        nodes.Add(node);
        return node;
    }

    public static Task<IReadOnlyList<JsonElement>> LinesAre(Node lac, string state) => Patience.Until($"lines {state}",
        () => lac.Show("lines"), rows => rows.All(row => row.GetProperty("state").GetString() == state),
        show: rows => string.Join(' ', rows));

    public ModemRack Modems(int lac = 0) => racks[lac];

    /// <summary>Pings until an answer comes: the first request is the trigger.</summary>
    public async Task<TimeSpan> PingUntilAnswered(IPAddress target, int seconds = Patience.Seconds)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begin).TotalSeconds < seconds)
            if (await Ping(target, 2000) is { } time) return time;
        throw new TimeoutException($"{target} has not answered within {seconds} s; the LNS said:\n{string.Join('\n', Lns.Log.Lines.TakeLast(25))}");
    }

    /// <summary>Nobody has to send twice: the first packet is answered, within 2 s and what this process itself stood still.</summary>
    public async Task FirstPacketIsAnswered(IPAddress target)
    {
        using var pulse = new Pulse();
        var time = (await Ping(target, Patience.Seconds * 1000)).ShouldNotBeNull();
        (time - pulse.Longest()).TotalSeconds.ShouldBeLessThan(2);
    }

    /// <summary>One packet comes back, however late: data messages are not repeated, so one that was lost never does.</summary>
    public async Task OnePacketIsAnswered(IPAddress target, string? meaning = null) =>
        (await Ping(target, Patience.Seconds * 1000)).ShouldNotBeNull(meaning);

    public Task<TimeSpan?> Ping(IPAddress target, int milliseconds) => home!.Ping(target, ++sequence, TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>One packet that nobody waits for.</summary>
    public void Trigger(IPAddress target) => _ = Ping(target, 100);

    /// <summary>The row of <c>show dial-out</c> of one site's session.</summary>
    public async Task<JsonElement> DialOut(LabSite? site = null)
    {
        var trigger = (site ?? Site).Target.ToString();
        // an entity that a busy node has not come to in time is left out of the list
        return (await Patience.Until($"a dial-out session for {trigger}",
            async () => (await Lns.Show("dial-out")).Where(row => row.GetProperty("trigger").GetString() == trigger).ToList(), rows => rows.Count == 1)).Single();
    }

    /// <summary>Triggers a call that must not succeed.</summary>
    /// <returns>The line with which the session came into its last state, once <c>show dial-out</c> says the same.</returns>
    public async Task<LogLine> CallEndsIn(string state, string shown)
    {
        Trigger(Site.Target);
        var line = await Lns.Log.WaitFor($"session in {state}", l => l.IsState(state));
        var row = await DialOut();
        row.GetProperty("state").GetString().ShouldBe(shown);
        return line;
    }

    public async ValueTask DisposeAsync()
    {
        home?.Dispose();
        foreach (var node in nodes) node.Dispose();
        foreach (var rack in racks.Values) rack.Dispose();
        if (Radius is not null) await Radius.DisposeAsync();
        // BRAS_KEEP=1 ./bras test Interop leaves logs, journals and captures in the temporary directory
        if (Environment.GetEnvironmentVariable("BRAS_KEEP") is null) System.IO.Directory.Delete(Directory, recursive: true);
    }
}
