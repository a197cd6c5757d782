using Lab.Topology;

namespace Lab.Cluster;

/// <summary>Something that befalls a cluster.</summary>
/// <param name="Name">As the command line has it.</param>
/// <param name="IsFoundLater">The cluster has yet to find out when the act is over, so all seems well for a while.</param>
public sealed record Happening(string Name, Func<ClusterScene, Task> Act, bool IsFoundLater = false)
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(90);

    /// <summary>The machine is gone: everything on its host at once, BIRD as well.</summary>
    public static Happening Kill(string node) => new($"--kill {node}", scene => Machine.Kill(scene.Topology.Of(Named(scene, node))), IsFoundLater: true);

    /// <summary>SIGTERM, as Kubernetes does it: the node passes its calls on and ends.</summary>
    public static Happening Drain(string node) => new($"--drain {node}", scene => scene.Process(Named(scene, node)).Terminate(DrainPatience));

    /// <summary>
    /// The first node reaches no other LNS node and no database, and neither do they reach it. Everybody else reaches both sides: tunnels run from
    /// the VIP as before, LACs and Lighthouse are members of both halves and carry to each what the other says of it.
    /// </summary>
    public static Happening Partition(TimeSpan duration) => new("--partition", async scene =>
    {
        var alone = scene.LnsHosts.First(host => !scene.Process(host).HasExited);
        await Cut(scene, alone);
        await Task.Delay(duration);
        await Mend(scene, alone);
    });

    /// <summary>The first half of <see cref="Partition"/>.</summary>
    public static Task Cut(ClusterScene scene, LabHost alone) => Each(scene, alone, scene.Topology.Part);

    /// <summary>The second half of <see cref="Partition"/>.</summary>
    public static Task Mend(ClusterScene scene, LabHost alone) => Each(scene, alone, scene.Topology.Rejoin);

    /// <summary>One node more.</summary>
    public static Happening Join(int number) => new($"--join lns-{number}", async scene =>
    {
        var host = await scene.Topology.AddLns(number);
        scene.Topology.StartBird(host);
        scene.StartLns(host);
        await scene.Process(host).WhenStarted(ClusterScene.StartPatience);
        await scene.Topology.Routes.WhenPaths(scene.Topology.VipPrefix, [.. scene.Topology.Routes.Paths(scene.Topology.VipPrefix).Union([host.Name])], ClusterScene.StartPatience);
    });

    /// <summary>PostgreSQL loses its power and comes back.</summary>
    public static Happening NoJournal(TimeSpan duration) => new($"--no-journal {duration.TotalSeconds:0}", async scene =>
    {
        await scene.Database.Stop();
        await Task.Delay(duration);
        await scene.Database.Start();
    });

    /// <summary>The machine stands still, and goes on as if nothing had been.</summary>
    public static Happening Freeze(string node, TimeSpan duration) => new($"--freeze {node} {duration.TotalSeconds:0}", async scene =>
    {
        var host = scene.Topology.Of(Named(scene, node));
        await Machine.Freeze(host);
        await Task.Delay(duration);
        await Machine.Thaw(host);
    });

    private static LabHost Named(ClusterScene scene, string name) => scene.LnsHosts.SingleOrDefault(host => host.Name == name)
        ?? throw new InvalidOperationException($"there is no {name}: the LNS nodes are {string.Join(", ", scene.LnsHosts.Select(host => host.Name))}");

    private static async Task Each(ClusterScene scene, LabHost alone, Func<LabHost, LabHost, Task> act)
    {
        foreach (var other in scene.Topology.Hosts.Where(host => host != alone && host.Role is (HostRole.Lns or HostRole.Database))) await act(alone, other);
    }
}
