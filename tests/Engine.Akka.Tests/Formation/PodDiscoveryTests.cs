using System.Text.Json;
using Engine.Akka.Formation;

namespace Engine.Akka.Tests.Formation;

/// <summary>Which pods of a core/v1 PodList are contact points. That the API is asked for it as it wants to be is shown in tests/Cluster.Tests/Formation.</summary>
public sealed class PodDiscoveryTests
{
    [Theory]
    [InlineData("""{"metadata":{},"spec":{"containers":[{"ports":[{"name":"remoting","containerPort":4053},{"name":"management","containerPort":8558}]}]},"status":{"phase":"Running","podIP":"10.0.0.1"}}""", "10.0.0.1:8558")]
    [InlineData("""{"spec":{"containers":[{"name":"beside"},{"ports":[{"name":"management","containerPort":9}]}]},"status":{"phase":"Running","podIP":"10.0.0.1"}}""", "10.0.0.1:9")]
    [InlineData("""{"metadata":{"deletionTimestamp":"2026-11-25T12:00:00Z"},"spec":{"containers":[{"ports":[{"name":"management","containerPort":8558}]}]},"status":{"phase":"Running","podIP":"10.0.0.1"}}""", null)]
    [InlineData("""{"spec":{"containers":[{"ports":[{"name":"management","containerPort":8558}]}]},"status":{"phase":"Pending","podIP":"10.0.0.1"}}""", null)]
    [InlineData("""{"spec":{"containers":[{"ports":[{"name":"management","containerPort":8558}]}]},"status":{"phase":"Running"}}""", null)]
    [InlineData("""{"spec":{"containers":[{"ports":[{"name":"management-2","containerPort":8558}]}]},"status":{"phase":"Running","podIP":"10.0.0.1"}}""", null)]
    [InlineData("""{}""", null)]
    public void PodsThatRunAndHaveThePortAreAsked(string pod, string? contact)
    {
        using var list = JsonDocument.Parse($$"""{"kind":"PodList","items":[{{pod}}]}""");
        PodDiscovery.Targets(list.RootElement, KubernetesPods.PortName).Select(target => $"{target.Host}:{target.Port}").ShouldBe(contact is null ? [] : [contact]);
    }

    [Fact]
    public void NoListIsNoPods()
    {
        using var list = JsonDocument.Parse("""{"items":null}""");
        PodDiscovery.Targets(list.RootElement, KubernetesPods.PortName).ShouldBeEmpty();
    }
}
