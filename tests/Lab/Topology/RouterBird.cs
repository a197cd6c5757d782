using System.Globalization;

namespace Lab.Topology;

/// <summary>BIRD on the lab's router: takes what the nodes announce into a table of its own, with all equal paths.</summary>
public static class RouterBird
{
    /// <summary>BIRD writes plain multipath routes, and <see cref="ResilientRoutes"/> makes better ones of them in the main table.</summary>
    public const int Table = 100;

    public static LabDaemon Start(NetworkNamespace router, IEnumerable<LabHost> nodes, TopologySettings settings)
    {
        var file = Path.Combine(settings.Directory, "router-bird.conf");
        File.WriteAllText(file, Configuration(nodes, settings));
        return LabDaemon.Start(router, Path.Combine(settings.Directory, "router-bird.log"),
            ["bird", "-f", "-c", file, "-s", ControlSocket(settings), "-P", Path.Combine(settings.Directory, "router-bird.pid")]);
    }

    public static string ControlSocket(TopologySettings settings) => Path.Combine(settings.Directory, "router-bird.ctl");

    /// <summary>For another set of nodes, without touching the sessions of those that stay.</summary>
    public static Task Configure(IEnumerable<LabHost> nodes, TopologySettings settings)
    {
        File.WriteAllText(Path.Combine(settings.Directory, "router-bird.conf"), Configuration(nodes, settings));
        return Command.Run("birdc", "-s", ControlSocket(settings), "configure");
    }

    private static string Configuration(IEnumerable<LabHost> nodes, TopologySettings settings)
    {
        var interval = settings.BfdInterval.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        return $$"""
            log stderr { warning, error, fatal, bug };
            router id {{LabHost.Home.Router}};
            protocol device { }
            protocol bfd {
              interface "*" { min rx interval {{interval}} ms; min tx interval {{interval}} ms; multiplier 3; };
            }
            protocol kernel {
              kernel table {{Table}};
              merge paths on limit 16;
              ipv4 { import none; export where source = RTS_BGP; };
            }
            # a node that restarts comes to us; we wait
            template bgp node {
              bfd on;
              passive on;
              # after a failure it would wait a minute before it listens to that node again
              error wait time 1, 5;
              ipv4 { import all; export none; };
            }
            {{string.Join('\n', nodes.Select(Neighbour))}}

            """;
    }

    private static string Neighbour(LabHost node) => string.Create(CultureInfo.InvariantCulture,
        $"protocol bgp {node.Name.Replace('-', '_')} from node {{ local {node.Router} as {LabHost.RouterAutonomousSystem}; neighbor {node.Address} as {node.AutonomousSystem}; }}");
}
