using Akka.Actor;
using Akka.Hosting;
using Engine.Akka.Formation;
using Engine.Akka.Hosting;
using Engine.Akka.Members;
using Microsoft.Extensions.DependencyInjection;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Engine.Akka.Tests.Support;

/// <summary>A member that hosts nothing and does not vote, as a LAC or a Lighthouse is.</summary>
internal sealed class TestBystander : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly ActorSystem system;

    private TestBystander(ServiceProvider services, ActorSystem system) => (this.services, this.system) = (services, system);

    public string Address => AkkaCluster.Get(system).SelfAddress.ToString();

    public bool IsMember => !AkkaCluster.Get(system).IsTerminated;

    public static async Task<TestBystander> Join(TestNode by, string role, ResolverSettings resolver)
    {
        var settings = new MemberSettings
        {
            NodeName = role,
            Address = "127.0.0.1",
            Port = 0,
            Roles = MemberList.RolesOf(role, role),
            Seeds = [by.Address],
            Detector = TestSettings.Detector,
            Resolver = resolver,
        };
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddAkka(settings.SystemName, builder => builder.AddBrasMembership(settings, null).AddHocon(TestNode.CanBeCut, HoconAddMode.Prepend));
        var services = collection.BuildServiceProvider();
        var bystander = new TestBystander(services, services.GetRequiredService<ActorSystem>());
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        AkkaCluster.Get(bystander.system).RegisterOnMemberUp(() => up.TrySetResult());
        KnownSeeds.Join(bystander.system, settings);
        await up.Task.WaitAsync(TestNode.Patience);
        return bystander;
    }

    public async ValueTask DisposeAsync()
    {
        await system.Terminate();
        await services.DisposeAsync();
    }
}
