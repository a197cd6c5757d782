namespace Deploy.Tests.Topology;

/// <summary>One topology at a time: each has a dozen daemons.</summary>
[CollectionDefinition("network", DisableParallelization = true)]
public sealed class NetworkCollection;
