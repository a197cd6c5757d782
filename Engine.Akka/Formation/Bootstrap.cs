using System.Globalization;
using Akka.Actor;
using Akka.Management.Cluster.Bootstrap;
using Akka.Management.Dsl;

namespace Engine.Akka.Formation;

/// <summary>Akka.Management's bootstrap, as far as it is used: its discovery, probing and order, with a contact point and a rule of our own.</summary>
internal static class Bootstrap
{
    /// <summary>Whom one joins may be gone the next moment; then the node must look around again, and not call for it for ever.</summary>
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(20);

    /// <returns>What an actor system has to be told; empty where members know each other's addresses.</returns>
    public static string Hocon(MemberSettings settings) => settings.Bootstrap is not { } bootstrap ? "" : $$"""
        akka {
          cluster.shutdown-after-unsuccessful-join-seed-nodes = {{Span(JoinPatience)}}
          management {
            http {
              hostname = "{{settings.Address}}"
              port = {{bootstrap.ManagementPort}}
            }
            cluster.bootstrap {
              contact-point-discovery {
                {{Discovery(bootstrap)}}
                stable-margin = {{Span(bootstrap.StableMargin)}}
                required-contact-point-nr = {{bootstrap.RequiredContacts}}
              }
              contact-point {
                fallback-port = {{bootstrap.ManagementPort}}
                filter-on-fallback-port = off
                probe-interval = {{Span(bootstrap.ProbeInterval)}}
              }
              join-decider.class = "{{typeof(JoinDecider).AssemblyQualifiedName}}"
            }
          }
          discovery.bras-pods.class = "{{typeof(PodDiscovery).AssemblyQualifiedName}}"
          {{(bootstrap is HostList list ? Endpoints(list) : "")}}
        }
        """;

    /// <summary>Begins to look for the others. Returns before any is found.</summary>
    /// <returns>What to dispose of when the system ends: the node's next one needs the port.</returns>
    /// <exception cref="IOException">The management port can't be used.</exception>
    public static async Task<ContactPoint?> StartAsync(ActorSystem system, MemberSettings settings)
    {
        if (settings.Bootstrap is not { } bootstrap)
            return null;
        var point = await ContactPoint.OpenAsync(system, settings, bootstrap.ManagementPort).ConfigureAwait(false);
        try
        {
            var finder = ClusterBootstrap.Get(system);
            // tells it where this member is asked; the routes that come back are ours already
            finder.Routes(ManagementRouteProviderSettings.Create(new Uri($"http://{settings.Address}:{bootstrap.ManagementPort}"), true));
            await finder.Start().ConfigureAwait(false);
            return point;
        }
        catch
        {
            await point.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static string Discovery(BootstrapSettings bootstrap) => bootstrap switch
    {
        HostList => "discovery-method = config\nservice-name = bras",
        KubernetesPods pods => $"discovery-method = bras-pods\nservice-name = \"{pods.Service}\"\nport-name = {KubernetesPods.PortName}",
        _ => throw new ArgumentOutOfRangeException(nameof(bootstrap), bootstrap, "no way to find members by"),
    };

    private static string Endpoints(HostList list) =>
        $"discovery.config.services.bras.endpoints = [{string.Join(", ", list.Hosts.Select(host => $"\"{host}\""))}]";

    private static string Span(TimeSpan span) => span.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + "ms";
}
