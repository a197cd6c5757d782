namespace Engine.Akka.Formation;

/// <summary>
/// How members find one another that know no member's address: each asks all the others, over HTTP, whether they are in a cluster; one that
/// is there is joined, and where there is none, one of them forms it.
/// </summary>
public abstract record BootstrapSettings
{
    /// <summary>TCP, on the member's own address.</summary>
    public int ManagementPort { get; init; } = 8558;

    /// <summary>Contact points that must have answered before a new cluster is formed.</summary>
    public int RequiredContacts { get; init; } = 2;

    /// <summary>How long the contact points must have been the same before a new cluster is formed: pods come up one after the other.</summary>
    public TimeSpan StableMargin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From one question to the next.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>The contact points are known.</summary>
/// <param name="Hosts"><c>HOST:PORT</c>, the port being the management port; a host spelled as its member spells its own address.</param>
public sealed record HostList(IReadOnlyList<string> Hosts) : BootstrapSettings;

/// <summary>The contact points are pods of this pod's namespace, as the Kubernetes API has them. A pod's address is its member's address.</summary>
/// <param name="Service">What their label <c>app</c> says.</param>
public sealed record KubernetesPods(string Service) : BootstrapSettings
{
    /// <summary>Name of the pods' port at which they are asked.</summary>
    public const string PortName = "management";
}
