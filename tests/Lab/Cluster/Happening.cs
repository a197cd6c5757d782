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
    /// The first node reaches no other member and no database, and neither do they reach it; tunnels, which run from the VIP, and the home side go
    /// on. LACs are members too, and are parted as well: one that both sides reach would have all that miss one another taken down.
    /// </summary>
    public static Happening Partition(TimeSpan duration) => new("--partition", async scene =>
    {
        var alone = scene.LnsHosts.First(host => !scene.Process(host).HasExited);
        var others = scene.Topology.Hosts.Where(host => host != alone && host.Role != HostRole.Home).ToList();
        foreach (var other in others) await scene.Topology.Part(alone, other);
        await Task.Delay(duration);
        foreach (var other in others) await scene.Topology.Rejoin(alone, other);
    });

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
}
