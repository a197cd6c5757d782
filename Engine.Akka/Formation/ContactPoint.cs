using System.Collections.Immutable;
using System.Net;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using static Akka.Management.Cluster.Bootstrap.ContactPoint.HttpBootstrapJsonProtocol;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Formation;

/// <summary>
/// Where others ask a member whom it knows, as Akka.Management's bootstrap asks. Its own HTTP server is of a library whose versions don't fit
/// together; and it would serve more than this one question.
/// </summary>
internal sealed class ContactPoint : IAsyncDisposable
{
    private const string Path = "/bootstrap/seed-nodes";

    /// <summary>Members that are named: whoever joins needs one that lives, and tries them all.</summary>
    private const int Named = 5;

    private readonly WebApplication application;

    private ContactPoint(WebApplication application) => this.application = application;

    /// <exception cref="IOException">The port can't be used.</exception>
    public static async Task<ContactPoint> OpenAsync(ActorSystem system, MemberSettings settings, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var address = await AddressOf(settings.BindAddress ?? settings.Address).ConfigureAwait(false);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address, port));
        var application = builder.Build();
        application.Run(context => AnswerAsync(context, AkkaCluster.Get(system)));
        await application.StartAsync().ConfigureAwait(false);
        return new ContactPoint(application);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static async Task<IPAddress> AddressOf(string host) =>
        IPAddress.TryParse(host, out var address) ? address : (await Dns.GetHostAddressesAsync(host).ConfigureAwait(false)).First();

    private static async Task AnswerAsync(HttpContext context, AkkaCluster cluster)
    {
        if (context.Request.Path != Path || !HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonConvert.SerializeObject(new SeedNodes(cluster.SelfAddress, [.. Known(cluster)]))).ConfigureAwait(false);
    }

    /// <summary>Nobody, of one that is on its way out: it is not to be joined by.</summary>
    private static IEnumerable<ClusterMember> Known(AkkaCluster cluster)
    {
        var state = cluster.State;
        if (cluster.IsTerminated || cluster.SelfMember.Status is MemberStatus.Leaving or MemberStatus.Exiting or MemberStatus.Down or MemberStatus.Removed)
            return [];
        return state.Members.Where(member => !state.Unreachable.Contains(member) && member.Status is MemberStatus.Up or MemberStatus.WeaklyUp or MemberStatus.Joining)
            .Take(Named).Select(member => new ClusterMember(member.Address, member.UniqueAddress.Uid, member.Status, member.Roles.ToImmutableHashSet()));
    }
}
